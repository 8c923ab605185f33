"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { toast } from "@/components/ui/toaster";
import { t } from "@/lib/language/t";

/** Whether members need a second factor; for owners and admins. */
export function SecondFactorPolicy({ from }: { from: string | null }) {
  const { api } = useWorkspace();
  const format = useFormat();
  const router = useRouter();
  const [days, setDays] = useState("7");
  async function save(required: boolean) {
    await api.put("/settings/second-factor", { required, graceDays: Number(days) });
    toast.success(required ? t("Members need a second factor") : t("Members choose for themselves"));
    router.refresh();
  }
  const passed = from !== null && new Date(from).getTime() <= Date.now();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Second factor for everybody")}</CardTitle>
        <CardDescription suppressHydrationWarning>
          {from === null && t("Members choose for themselves whether they use a passkey or an authenticator app.")}
          {from !== null && passed && t("Whoever has no second factor sets one up before this workspace opens.")}
          {from !== null &&
            !passed &&
            t("From {date} on this workspace opens only with a second factor.", { date: format.date(from) })}
        </CardDescription>
      </CardHeader>
      <CardContent>
        {from === null ? (
          <ConfirmDialog
            trigger={<Button variant="outline">{t("Require a second factor")}</Button>}
            title={t("Require a second factor of all members?")}
            description={t(
              "Members without one see a notice until then; after that they set one up before they come in.",
            )}
            confirmLabel={t("Require it")}
            onConfirm={() => save(true)}
          >
            <Field label={t("From when on")}>
              <NativeSelect value={days} onChange={(event) => setDays(event.target.value)}>
                <option value="0">{t("At once")}</option>
                <option value="7">{t("In a week")}</option>
                <option value="30">{t("In 30 days")}</option>
              </NativeSelect>
            </Field>
          </ConfirmDialog>
        ) : (
          <ConfirmDialog
            trigger={<Button variant="outline">{t("No longer require it")}</Button>}
            title={t("Let members choose for themselves?")}
            description={t("Second factors that they have stay on.")}
            confirmLabel={t("No longer require it")}
            onConfirm={() => save(false)}
          />
        )}
      </CardContent>
    </Card>
  );
}
