"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { api } from "@/lib/client/api";
import { pathIn } from "@/lib/client/paths";
import { useForm } from "@/lib/client/use-form";
import { t } from "@/lib/language/t";
import { NewPasswordField } from "./new-password-field";
import { signInAndGo } from "./sign-in";

/** For somebody new: makes the account and joins in one step. */
export function JoinForm({ token, email }: { token: string; email: string }) {
  const form = useForm({
    initial: { name: "", password: "" },
    send: (values) =>
      api.post<{ email: string; slug: string }>("/api/app/account/invitations/account", { token, ...values }),
    onDone: (joined, { password }) => void signInAndGo(joined.email, password, pathIn(joined.slug, "/")),
  });
  return (
    <form method="post" onSubmit={form.onSubmit} className="grid gap-5" noValidate>
      <FormError message={form.formError} />
      <Field label={t("Email address")}>
        <Input name="email" type="email" dir="ltr" autoComplete="username" value={email} readOnly />
      </Field>
      <Field label={t("Your name")} error={form.errors.name} required>
        <Input
          name="name"
          autoComplete="name"
          autoFocus
          defaultValue={form.values.name}
          onChange={(event) => form.set("name", event.target.value)}
        />
      </Field>
      <NewPasswordField
        name="password"
        value={form.values.password}
        error={form.errors.password}
        onChange={(password) => form.set("password", password)}
      />
      <Button type="submit" pending={form.pending} className="w-full">
        {t("Create account and join")}
      </Button>
    </form>
  );
}
