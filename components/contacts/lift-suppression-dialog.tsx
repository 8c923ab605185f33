"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { errorMessage, fieldErrors } from "@/lib/client/api";
import type { ContactProfile } from "@/lib/contacts/contact-profile";

interface Props {
  contact: ContactProfile;
  reason: string;
  onLifted: (contact: ContactProfile) => void;
}

/** What lifting means, by the reason of the suppression. */
const consequences: Record<string, string> = {
  hard_bounce:
    "Their mail server said that this mailbox does not exist. Lift only when you know that it does: mail to dead addresses harms your reputation.",
  complaint:
    "This person marked your mail as spam. Lift only when they asked you to write to them again: a second complaint harms delivery to everybody.",
  unsubscribe: "This person unsubscribed from everything. Lift only when they asked you to write to them again.",
  manual: "A colleague blocked this address by hand.",
};

/** Asks for the reason before an address may be mailed again; after a complaint the address has to be typed too. */
export function LiftSuppressionDialog({ contact, reason, onLifted }: Props) {
  const { api } = useWorkspace();
  const [note, setNote] = useState("");
  const complaint = reason === "complaint";
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" size="sm">
          Lift suppression
        </Button>
      }
      title={complaint ? `Lift the spam complaint of ${contact.email}?` : `Lift the suppression of ${contact.email}?`}
      description={`${consequences[reason] ?? "Mail may go to this address again."} Subscriptions stay as they are.`}
      confirmLabel="Lift suppression"
      destructive
      typeToConfirm={complaint ? contact.email : undefined}
      onConfirm={async () => {
        const lifted = await api
          .delete<ContactProfile>(`/contacts/${contact.id}/suppression`, { note })
          .catch((error: unknown) => {
            throw new Error(fieldErrors(error).note ?? errorMessage(error));
          });
        toast.success(`${contact.email} may be mailed again.`);
        onLifted(lifted);
      }}
    >
      <Field label="Why may this address be mailed again?" help="Kept in the audit log with your name." required>
        <Textarea
          rows={2}
          minLength={3}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
    </ConfirmDialog>
  );
}
