"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { outerPath } from "@/lib/client/paths";
import { useForm } from "@/lib/client/use-form";
import { t } from "@/lib/language/t";
import { PasskeySignIn } from "./passkey-sign-in";
import { PasswordInput } from "./password-input";
import { secondStepPath, signIn } from "./sign-in";

export function SignInForm({ nextPath, email, passkeys }: { nextPath: string; email: string; passkeys: boolean }) {
  const form = useForm({
    initial: { email, password: "" },
    send: async (values) => signIn(values.email, values.password),
    onDone: (outcome) => window.location.assign(outcome === "second-step" ? secondStepPath(nextPath) : nextPath),
  });
  return (
    <form method="post" onSubmit={form.onSubmit} className="grid gap-5">
      <FormError message={form.formError} />
      <Field label={t("Email address")} error={form.errors.email} required>
        <Input
          name="email"
          type="email"
          dir="ltr"
          autoComplete="username webauthn"
          autoFocus={!email}
          defaultValue={form.values.email}
          onChange={(event) => form.set("email", event.target.value)}
        />
      </Field>
      <Field label={t("Password")} error={form.errors.password} required>
        <PasswordInput
          name="password"
          autoComplete="current-password"
          autoFocus={Boolean(email)}
          defaultValue={form.values.password}
          onChange={(event) => form.set("password", event.target.value)}
        />
      </Field>
      <Button type="submit" pending={form.pending} className="w-full">
        {t("Sign in")}
      </Button>
      {passkeys ? <PasskeySignIn nextPath={nextPath} /> : null}
      <Link
        href={outerPath("/forgot-password")}
        className="justify-self-center text-muted-foreground underline-offset-4 hover:text-foreground hover:underline"
      >
        {t("Forgot your password?")}
      </Link>
    </form>
  );
}
