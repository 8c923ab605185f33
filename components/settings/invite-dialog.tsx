"use client";

import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspaceApi } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import type { Role } from "@/lib/base/permissions.shared";
import { useForm } from "@/lib/client/use-form";
import { t } from "@/lib/language/t";
import { roleDescriptions } from "@/lib/workspaces/choices.shared";
import { RoleSelect } from "./role-select";

export function InviteDialog() {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <UserPlus aria-hidden />
          {t("Invite member")}
        </Button>
      </DialogTrigger>
      <DialogContent>
        <InviteForm onSent={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

function InviteForm({ onSent }: { onSent: () => void }) {
  const api = useWorkspaceApi();
  const router = useRouter();
  const form = useForm<{ email: string; role: Role }, unknown>({
    initial: { email: "", role: "marketer" },
    send: (values) => api.post("/invitations", values),
    onDone: (_result, { email }) => {
      toast.success(t("Invitation sent to {email}", { email: email.trim() }));
      onSent();
      router.refresh();
    },
  });
  return (
    <DialogForm
      form={form}
      title={t("Invite a member")}
      description={t("They get a link by mail that works once and for a week.")}
      submit={t("Send invitation")}
    >
      <Field label={t("Email address")} error={form.errors.email} required>
        <Input
          name="email"
          type="email"
          dir="ltr"
          autoComplete="off"
          placeholder="name@example.com"
          value={form.values.email}
          onChange={(event) => form.set("email", event.target.value)}
        />
      </Field>
      <Field label={t("Role")} error={form.errors.role} help={t(roleDescriptions[form.values.role])}>
        <RoleSelect value={form.values.role} onChange={(role) => form.set("role", role)} />
      </Field>
    </DialogForm>
  );
}
