"use client";

import { ConfirmForm, type Proof, type Way } from "@/components/security/confirm-form";
import { Button } from "@/components/ui/button";
import { ApiError, api } from "@/lib/client/api";
import { outerPath } from "@/lib/client/paths";
import { type Msg, msg, t } from "@/lib/language/t";
import { signInWith } from "./sign-in";

const path = "/api/app/account/second-step";
const wrong: Partial<Record<Way, Msg>> = {
  code: msg("This code is wrong or was used before. Wait for the next one."),
  recoveryCode: msg("This recovery code is wrong or was used before."),
  passkey: msg("This passkey was not accepted. Try again."),
};

/** The second factor after a right password. */
export function SecondStep({ nextPath, totp, passkey }: { nextPath: string; totp: boolean; passkey: boolean }) {
  const ways: Way[] = [
    ...(passkey ? (["passkey"] as const) : []),
    ...(totp ? (["code"] as const) : []),
    "recoveryCode",
  ];
  async function send(proof: Proof) {
    const way = Object.keys(proof)[0] as Way;
    const message = t(wrong[way] ?? msg("That did not work."));
    await signInWith("second-step", proof, new ApiError("invalid", message, 401, { [way]: message }));
    window.location.assign(nextPath);
  }
  async function startAnew() {
    await api.delete(path).catch(() => undefined);
    window.location.assign(outerPath("/sign-in", { next: nextPath }));
  }
  return (
    <div className="grid gap-3">
      <ConfirmForm ways={ways} questionPath={path} submitLabel={t("Sign in")} send={send} />
      <p className="text-center text-muted-foreground text-xs">
        {t("Nothing at hand? The operator of this installation can take your second factors off.")}
      </p>
      <Button variant="ghost" size="sm" className="justify-self-center" onClick={() => void startAnew()}>
        {t("Sign in as somebody else")}
      </Button>
    </div>
  );
}
