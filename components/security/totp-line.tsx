"use client";

import { Smartphone } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import type { TotpToScan } from "@/lib/account/factors/set-up-totp";
import { api, errorMessage } from "@/lib/client/api";
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
    toast.success("Authenticator app removed");
    props.onChanged(null);
  }
  return (
    <>
      <FactorLine
        icon={Smartphone}
        title="Authenticator app"
        action={
          props.since ? (
            <ConfirmDialog
              trigger={
                <Button variant="ghost" size="sm">
                  Remove
                  <span className="sr-only">the authenticator app</span>
                </Button>
              }
              destructive
              title="Remove the authenticator app?"
              description="Its codes stop working. Without any passkey your password alone opens your account again."
              confirmLabel="Remove"
              onConfirm={remove}
            />
          ) : (
            <Button variant="outline" size="sm" pending={pending} onClick={() => void begin()}>
              Set up
              <span className="sr-only">an authenticator app</span>
            </Button>
          )
        }
      >
        {props.since
          ? `In use since ${plainDate(props.since)}.`
          : "A code of six digits from an app on your phone, besides the password."}
      </FactorLine>
      <TotpDialog
        scan={scan}
        onClose={() => setScan(null)}
        onDone={(codes) => {
          setScan(null);
          toast.success("Authenticator app set up");
          props.onChanged(codes);
        }}
      />
    </>
  );
}
