"use client";

import { useMutation } from "@tanstack/react-query";
import { Fingerprint } from "lucide-react";
import { type FormEvent, useState } from "react";
import { PasswordInput } from "@/components/account/password-input";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { errorMessage, fieldErrors } from "@/lib/client/api";
import { type Msg, msg, t } from "@/lib/language/t";
import { answerWithPasskey } from "./passkey-browser";

export type Way = "passkey" | "code" | "recoveryCode" | "password";
export type Proof = { passkey: unknown } | { code: string } | { recoveryCode: string } | { password: string };

const switchLabels: Record<Way, Msg> = {
  passkey: msg("Use a passkey"),
  code: msg("Use a code of your authenticator app"),
  recoveryCode: msg("Use a recovery code"),
  password: msg("Use your password"),
};

/** Lets a person prove who they are in one of the ways they have; the first is shown. */
export function ConfirmForm(props: {
  ways: readonly Way[];
  /** Where a question for a passkey comes from. */
  questionPath: string;
  submitLabel: string;
  send: (proof: Proof) => Promise<void>;
}) {
  const [way, setWay] = useState<Way>(props.ways[0] ?? "password");
  const [value, setValue] = useState("");
  const sending = useMutation({
    mutationFn: async () => {
      if (way === "passkey") return props.send({ passkey: await answerWithPasskey(props.questionPath) });
      return props.send({ [way]: value } as Proof);
    },
    onError: () => (way === "code" ? setValue("") : undefined),
  });
  const fieldError = fieldErrors(sending.error)[way];
  function choose(next: Way) {
    setWay(next);
    setValue("");
    sending.reset();
  }
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    event.stopPropagation();
    if (!sending.isPending) sending.mutate();
  }
  const general = sending.error && !fieldError ? errorMessage(sending.error) : null;
  return (
    <form onSubmit={onSubmit} className="grid gap-5" noValidate>
      <FormError message={general} />
      <WayField key={way} way={way} value={value} error={fieldError} onChange={setValue} />
      <Button type="submit" pending={sending.isPending} disabled={way !== "passkey" && !value} className="w-full">
        {way === "passkey" ? <Fingerprint aria-hidden /> : null}
        {way === "passkey" ? t("Confirm with a passkey") : props.submitLabel}
      </Button>
      <div className="grid justify-items-center gap-1">
        {props.ways
          .filter((other) => other !== way)
          .map((other) => (
            <Button key={other} type="button" variant="link" size="sm" onClick={() => choose(other)}>
              {t(switchLabels[other])}
            </Button>
          ))}
      </div>
    </form>
  );
}

function WayField(props: { way: Way; value: string; error?: string; onChange: (value: string) => void }) {
  const { way, value, error, onChange } = props;
  if (way === "passkey") {
    return (
      <p className="text-muted-foreground">
        {t("Your device asks for your fingerprint, your face, its PIN or a security key.")}
      </p>
    );
  }
  if (way === "password") {
    return (
      <Field label={t("Your password")} error={error} required>
        <PasswordInput
          name="password"
          autoComplete="current-password"
          autoFocus
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
    );
  }
  const code = way === "code";
  return (
    <Field
      label={code ? t("Code") : t("Recovery code")}
      help={
        code
          ? t("The six digits that your authenticator app shows now.")
          : t("Each works once: {example}.", { example: "abcd-efgh-jkmn" })
      }
      error={error}
      required
    >
      <Input
        name={way}
        dir="ltr"
        autoFocus
        autoComplete={code ? "one-time-code" : "off"}
        inputMode={code ? "numeric" : "text"}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={code ? 9 : 30}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="font-mono"
      />
    </Field>
  );
}
