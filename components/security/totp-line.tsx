"use client";

import { Smartphone } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import { unseen } from "@/components/ui/unseen";
import type { TotpToScan } from "@/lib/account/factors/set-up-totp";
import { api, errorMessage } from "@/lib/client/api";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { FactorLine, plainDate } from "./factor-line";
import { TotpDialog } from "./totp-dialog";
import { totpPath } from "./totp-path";

export function TotpLine(props: { since: string | null; onChanged: (codes: string[] | null) => void }) {
  const [scan, setScan] = useState<TotpToScan | null>(null);
  const [pending, setPending] = useState(false);
  async function begin() {
    setPending(true);
    await api.post<TotpToScan>(totpPath).then(setScan, (error: unknown) => toast.error(errorMessage(error)));
    setPending(false);
  }
  async function remove() {
    await api.delete(totpPath);
    toast.success(t("Authenticator app removed"));
    props.onChanged(null);
  }
  return (
    <>
      <FactorLine
        icon={Smartphone}
        title={t("Authenticator app")}
        action={
          props.since ? (
            <ConfirmDialog
              trigger={
                <Button variant="ghost" size="sm">
                  {rich("Remove<more> the authenticator app</more>", { more: unseen })}
                </Button>
              }
              destructive
              title={t("Remove the authenticator app?")}
              description={t(
                "Its codes stop working. Without any passkey your password alone opens your account again.",
              )}
              confirmLabel={t("Remove")}
              onConfirm={remove}
            />
          ) : (
            <Button variant="outline" size="sm" pending={pending} onClick={() => void begin()}>
              {rich("Set up<more> an authenticator app</more>", { more: unseen })}
            </Button>
          )
        }
      >
        {props.since
          ? t("In use since {since}.", { since: plainDate(props.since) })
          : t("A code of six digits from an app on your phone, besides the password.")}
      </FactorLine>
      <TotpDialog
        scan={scan}
        onClose={() => setScan(null)}
        onDone={(codes) => {
          setScan(null);
          toast.success(t("Authenticator app set up"));
          props.onChanged(codes);
        }}
      />
    </>
  );
}
