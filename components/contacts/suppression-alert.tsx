"use client";

import { DateTime, RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { LiftDialog } from "@/components/suppressions/lift-dialog";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { toast } from "@/components/ui/toaster";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import type { ContactProfile } from "@/lib/people/contacts/contact-profile";
import type { SuppressionReason } from "@/lib/people/suppressions/reasons.shared";
import { suppressionText } from "./suppression-labels";

interface Props {
  contact: ContactProfile;
  suppression: NonNullable<ContactProfile["suppression"]>;
  onChanged: (contact: ContactProfile) => void;
}

/** That and why a person gets no mail, where that comes from, and the way to end it for those who may. */
export function SuppressionAlert({ contact, suppression, onChanged }: Props) {
  const { can, path } = useWorkspace();
  const own = suppression.scope === "workspace";
  return (
    <Alert
      variant="destructive"
      title={own ? t("No mail goes to this address") : t("No workspace of this installation mails this address")}
      className="mb-6"
      action={own && can("suppressions.write") ? <Lift contact={contact} onChanged={onChanged} /> : undefined}
    >
      <span>
        <Since suppression={suppression} />
        {suppression.note ? ` ${suppression.note}` : ""}
      </span>
      <span className="flex flex-wrap gap-x-4">
        {suppression.messageId ? (
          <Link
            href={path("/messages/[messageId]", { messageId: suppression.messageId })}
            className="rounded-sm font-medium underline underline-offset-4"
          >
            {t("The message that caused it")}
          </Link>
        ) : null}
        <Link
          href={path("/contacts/suppressions/why", { email: contact.email })}
          className="rounded-sm font-medium underline underline-offset-4"
        >
          {t("History")}
        </Link>
      </span>
    </Alert>
  );
}

function Since({ suppression: { reason, createdAt, expiresAt } }: Pick<Props, "suppression">) {
  const values = { reason: suppressionText(reason), since: () => <RelativeTime value={createdAt} /> };
  if (!expiresAt) return rich("{reason}, since <since></since>.", values);
  return rich("{reason}, since <since></since>, until <until></until>.", {
    ...values,
    until: () => <DateTime value={expiresAt} dateOnly />,
  });
}

function Lift({ contact, onChanged }: Pick<Props, "contact" | "onChanged">) {
  const { api } = useWorkspace();
  const reason = (contact.suppression?.reason ?? "manual") as SuppressionReason;
  return (
    <LiftDialog
      suppressions={[{ email: contact.email, reason }]}
      trigger={
        <Button variant="outline" size="sm">
          {t("Lift suppression")}
        </Button>
      }
      onLift={async (input) => {
        const lifted = await api.delete<ContactProfile>(`/contacts/${contact.id}/suppression`, input);
        toast.success(t("{email} may be mailed again.", { email: contact.email }));
        onChanged(lifted);
      }}
    />
  );
}
