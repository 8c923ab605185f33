"use client";

import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { Link } from "@/components/ui/link";
import { api } from "@/lib/client/api";
import { outerPath } from "@/lib/client/paths";
import { useForm } from "@/lib/client/use-form";
import { t } from "@/lib/language/t";
import { NewPasswordField } from "./new-password-field";
import { signInAndGo } from "./sign-in";

export function ResetPasswordForm({ token }: { token: string }) {
  const form = useForm({
    initial: { password: "" },
    send: ({ password }) => api.put<{ email: string }>("/api/app/account/password-reset", { token, password }),
    onDone: ({ email }, { password }) => void signInAndGo(email, password, "/"),
  });
  return (
    <form method="post" onSubmit={form.onSubmit} className="grid gap-5" noValidate>
      <FormError message={form.formError} />
      {form.formError ? (
        <Button asChild variant="outline">
          <Link href={outerPath("/forgot-password")}>{t("Ask for a new link")}</Link>
        </Button>
      ) : null}
      <NewPasswordField
        name="password"
        label={t("New password")}
        value={form.values.password}
        error={form.errors.password}
        onChange={(password) => form.set("password", password)}
      />
      <Button type="submit" pending={form.pending} className="w-full">
        {t("Set password")}
      </Button>
    </form>
  );
}
