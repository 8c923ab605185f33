"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { FactorsView } from "@/lib/account/factors/queries";
import { t } from "@/lib/language/t";
import { PasskeyList } from "./passkey-list";
import { RecoveryCodes, RecoveryCodesDialog } from "./recovery-codes";
import { TotpLine } from "./totp-line";

/** The second factors of the person who looks: authenticator app, passkeys, recovery codes. */
export function SecondFactorsCard({ factors }: { factors: FactorsView }) {
  const router = useRouter();
  const [codes, setCodes] = useState<string[] | null>(null);
  const on = factors.totpSince !== null || factors.passkeys.length > 0;
  function changed(recoveryCodes: string[] | null) {
    if (recoveryCodes) setCodes(recoveryCodes);
    router.refresh();
  }
  return (
    <Card>
      <CardHeader>
        <CardTitle className="flex flex-wrap items-center gap-2">
          {t("Second factor and passkeys")}
          {on ? (
            <Badge variant="success">{t("On", undefined, "a second factor")}</Badge>
          ) : (
            <Badge variant="warning">{t("Off", undefined, "a second factor")}</Badge>
          )}
        </CardTitle>
        <CardDescription>
          {on
            ? t("Your password alone does not open your account.")
            : t("With a second factor a stolen password does not open your account.")}
        </CardDescription>
      </CardHeader>
      <CardContent className="grid divide-y [&>*]:py-4 [&>*:first-child]:pt-0 [&>*:last-child]:pb-0">
        <PasskeyList passkeys={factors.passkeys} possible={factors.passkeysPossible} onChanged={changed} />
        <TotpLine since={factors.totpSince} onChanged={changed} />
        {on ? <RecoveryCodes left={factors.recoveryCodesLeft} onChanged={changed} /> : null}
      </CardContent>
      <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />
    </Card>
  );
}
