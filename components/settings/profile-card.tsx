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

export function ProfileCard({ name, email }: { name: string; email: string }) {
  const router = useRouter();
  const form = useForm({
    initial: { name },
    send: (values) => api.put("/api/app/account/profile", values),
    onDone: () => {
      toast.success("Name saved");
      router.refresh();
    },
  });
  return (
    <form onSubmit={form.onSubmit} noValidate>
      <Card>
        <CardHeader>
          <CardTitle>You</CardTitle>
        </CardHeader>
        <CardContent className="grid gap-5 sm:grid-cols-2">
          <FormError message={form.formError} />
          <Field label="Name" error={form.errors.name} help="Others in your workspaces see it." required>
            <Input
              name="name"
              autoComplete="name"
              value={form.values.name}
              onChange={(event) => form.set("name", event.target.value)}
            />
          </Field>
          <Field label="Email address" help="You sign in with it.">
            <Input name="email" type="email" value={email} readOnly />
          </Field>
        </CardContent>
        <CardFooter>
          <Button type="submit" pending={form.pending} disabled={!form.dirty}>
            Save name
          </Button>
        </CardFooter>
      </Card>
    </form>
  );
}
