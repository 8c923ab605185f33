"use client";

import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import type { ContactProfile } from "@/lib/contacts/contact-profile";
import { LiftSuppressionDialog } from "./lift-suppression-dialog";
import { suppressionWords } from "./suppression-words";

interface Props {
  contact: ContactProfile;
  suppression: NonNullable<ContactProfile["suppression"]>;
  onChanged: (contact: ContactProfile) => void;
}

/** That and why a person gets no mail, and the way to end it for those who may. */
export function SuppressionAlert({ contact, suppression, onChanged }: Props) {
  const { can } = useWorkspace();
  return (
    <Alert
      variant="destructive"
      title="No mail goes to this address"
      className="mb-6"
      action={
        can("suppressions.write") ? (
          <LiftSuppressionDialog contact={contact} reason={suppression.reason} onLifted={onChanged} />
        ) : undefined
      }
    >
      {suppressionWords[suppression.reason] ?? suppression.reason}, since <RelativeTime value={suppression.createdAt} />
      .{suppression.note ? ` ${suppression.note}` : ""}
    </Alert>
  );
}
