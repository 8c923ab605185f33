"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { NewPasswordField } from "@/components/account/new-password-field";
import { PasswordInput } from "@/components/account/password-input";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardFooter, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { toast } from "@/components/ui/toaster";
import { api } from "@/lib/client/api";
import { useForm } from "@/lib/client/use-form";
import { t } from "@/lib/language/t";

const initial = { currentPassword: "", newPassword: "" };

export function PasswordCard({ email }: { email: string }) {
  const router = useRouter();
  const [round, setRound] = useState(0);
  const form = useForm({
    initial,
    send: (values) => api.put("/api/app/account/password", values),
    onDone: () => {
      form.reset(initial);
      setRound((before) => before + 1);
      toast.success(t("Password changed. Your other devices are signed out."));
      router.refresh();
    },
  });
  return (
    <form onSubmit={form.onSubmit} noValidate>
      <Card>
        <CardHeader>
          <CardTitle>{t("Password")}</CardTitle>
          <CardDescription>{t("Changing it signs you out on all other devices.")}</CardDescription>
        </CardHeader>
        <CardContent key={round} className="grid items-start gap-5 sm:grid-cols-2">
          <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
          <FormError message={form.formError} />
          <Field label={t("Current password")} error={form.errors.currentPassword} required>
            <PasswordInput
              name="currentPassword"
              autoComplete="current-password"
              value={form.values.currentPassword}
              onChange={(event) => form.set("currentPassword", event.target.value)}
            />
          </Field>
          <NewPasswordField
            name="newPassword"
            label={t("New password")}
            value={form.values.newPassword}
            error={form.errors.newPassword}
            onChange={(newPassword) => form.set("newPassword", newPassword)}
          />
        </CardContent>
        <CardFooter>
          <Button type="submit" pending={form.pending} disabled={!form.dirty}>
            {t("Change password")}
          </Button>
        </CardFooter>
      </Card>
    </form>
  );
}
