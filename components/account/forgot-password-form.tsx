"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { api } from "@/lib/client/api";
import { outerPath } from "@/lib/client/paths";
import { useForm } from "@/lib/client/use-form";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";

export function ForgotPasswordForm() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({
    initial: { email: "" },
    send: (values) => api.post("/api/app/account/password-reset", values),
    onDone: (_result, { email }) => setSentTo(email.trim()),
  });
  if (sentTo !== null) {
    return (
      <>
        <Alert variant="success" title={t("Look into your mail")}>
          <p>
            {rich("If there is an account with <b>{email}</b>, the link is on its way. It works for an hour.", {
              email: sentTo,
              b: (inner) => <span className="wrap-anywhere font-medium">{inner}</span>,
            })}
          </p>
        </Alert>
        <BackToSignIn />
      </>
    );
  }
  return (
    <form method="post" onSubmit={form.onSubmit} className="grid gap-5" noValidate>
      <FormError message={form.formError} />
      <Field label={t("Email address")} error={form.errors.email} required>
        <Input
          name="email"
          type="email"
          dir="ltr"
          autoComplete="username"
          autoFocus
          defaultValue={form.values.email}
          onChange={(event) => form.set("email", event.target.value)}
        />
      </Field>
      <Button type="submit" pending={form.pending} className="w-full">
        {t("Send the link")}
      </Button>
      <BackToSignIn />
    </form>
  );
}

function BackToSignIn() {
  return (
    <Link
      href={outerPath("/sign-in")}
      className="justify-self-center text-muted-foreground underline-offset-4 hover:text-foreground hover:underline"
    >
      {t("Back to sign in")}
    </Link>
  );
}
