"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardFooter, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { api } from "@/lib/client/api";
import { useForm } from "@/lib/client/use-form";
import { t } from "@/lib/language/t";

export function ProfileCard({ name, email }: { name: string; email: string }) {
  const router = useRouter();
  const form = useForm({
    initial: { name },
    send: (values) => api.put("/api/app/account/profile", values),
    onDone: () => {
      toast.success(t("Name saved"));
      router.refresh();
    },
  });
  return (
    <form onSubmit={form.onSubmit} noValidate>
      <Card>
        <CardHeader>
          <CardTitle>{t("You")}</CardTitle>
        </CardHeader>
        <CardContent className="grid gap-5 sm:grid-cols-2">
          <FormError message={form.formError} />
          <Field label={t("Name")} error={form.errors.name} help={t("Others in your workspaces see it.")} required>
            <Input
              name="name"
              autoComplete="name"
              value={form.values.name}
              onChange={(event) => form.set("name", event.target.value)}
            />
          </Field>
          <Field label={t("Email address")} help={t("You sign in with it.")}>
            <Input name="email" type="email" dir="ltr" value={email} readOnly />
          </Field>
        </CardContent>
        <CardFooter>
          <Button type="submit" pending={form.pending} disabled={!form.dirty}>
            {t("Save name")}
          </Button>
        </CardFooter>
      </Card>
    </form>
  );
}
