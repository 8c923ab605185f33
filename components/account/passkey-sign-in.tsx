"use client";

import { useMutation } from "@tanstack/react-query";
import { Fingerprint } from "lucide-react";
import { useEffect } from "react";
import { answerFromAutofill, answerWithPasskey, autofillKnowsPasskeys } from "@/components/security/passkey-browser";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { ApiError, errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import { signInWith } from "./sign-in";

const questionPath = "/api/app/account/passkey-sign-in";
const refused = new ApiError("invalid", "This passkey is not known here, or was not accepted.", 401);
/** A question is good for five minutes; the one behind the address field is asked anew before that. */
const askAnewMs = 4 * 60_000;

/** Signing in without a password: by the button, or where the browser offers passkeys in the address field. */
export function PasskeySignIn({ nextPath }: { nextPath: string }) {
  const signingIn = useMutation({
    mutationFn: async (answer: () => Promise<unknown>) => signInWith("passkey", await answer(), refused),
    onSuccess: () => window.location.assign(nextPath),
  });
  const { mutate } = signingIn;
  useEffect(() => {
    const offer = async () => {
      if (!(await autofillKnowsPasskeys())) return;
      // Given up when the button is pressed, or for the next question: nothing that the person should read.
      const answer = await answerFromAutofill(questionPath).catch(() => null);
      if (answer) mutate(async () => answer);
    };
    void offer();
    const timer = setInterval(() => void offer(), askAnewMs);
    return () => clearInterval(timer);
  }, [mutate]);
  return (
    <div className="grid gap-3">
      <FormError message={signingIn.error ? errorMessage(signingIn.error) : null} />
      <Button
        type="button"
        variant="outline"
        className="w-full"
        pending={signingIn.isPending}
        onClick={() => mutate(() => answerWithPasskey(questionPath))}
      >
        <Fingerprint aria-hidden />
        {t("Sign in with a passkey")}
      </Button>
    </div>
  );
}
