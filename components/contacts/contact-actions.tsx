"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import { t } from "@/lib/language/t";
import type { ContactProfile } from "@/lib/people/contacts/contact-profile";

export function ContactActions({ contact }: { contact: ContactProfile }) {
  const { api, can, path } = useWorkspace();
  const router = useRouter();
  if (!can("contacts.delete")) return null;
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline">
          <Trash2 aria-hidden />
          {t("Erase")}
        </Button>
      }
      title={t("Erase {email}?", { email: contact.email })}
      description={t(
        "Details, tags and subscriptions are deleted and cannot be brought back. Reports keep their sums without the name; suppressions keep the address, the consent ledger a hash of it as proof. Imports do not bring the person back.",
      )}
      confirmLabel={t("Erase this person")}
      destructive
      typeToConfirm={contact.email}
      onConfirm={async () => {
        await api.delete(`/contacts/${contact.id}`);
        toast.success(t("{email} is erased.", { email: contact.email }));
        router.push(path("/contacts"));
        router.refresh();
      }}
    />
  );
}
