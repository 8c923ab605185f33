"use client";

import { type ReactNode, useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { RadioCard, RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { errorMessage, fieldErrors } from "@/lib/client/api";
import { type Msg, msg, t } from "@/lib/language/t";
import { type LiftGround, liftGrounds, type SuppressionReason, saidNo } from "@/lib/people/suppressions/reasons.shared";

/** What lifting means, by the reason of the suppression. */
const consequences: Partial<Record<SuppressionReason, Msg>> = {
  hard_bounce: msg(
    "Their mail server said that this mailbox does not exist. Lift only when you know that it does: mail to dead addresses harms your reputation.",
  ),
  soft_bounce: msg("Their mailbox refused mail again and again. Lift when you know that it takes mail now."),
  complaint: msg(
    "This person marked your mail as spam. Lift only when they asked you to write to them again: a second complaint harms delivery to everybody.",
  ),
  unsubscribe: msg("This person unsubscribed from everything. Lift only when they asked you to write to them again."),
  manual: msg("A colleague blocked this address by hand."),
  import: msg("This address came with an imported list of people not to write to."),
  provider: msg("Your sending provider no longer mails this address. Lift it there too, or it comes back."),
};

export interface LiftedSuppression {
  email: string;
  reason: SuppressionReason;
}

interface Props {
  suppressions: readonly LiftedSuppression[];
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  onLift: (input: { note: string; ground: LiftGround | undefined }) => Promise<unknown>;
}

/**
 * Asks why addresses may be mailed again. Who complained or unsubscribed said no: then a ground has to be chosen, and after a
 * complaint or for more than ten the address or the number has to be typed.
 */
export function LiftDialog({ suppressions, onLift, ...dialog }: Props) {
  const [note, setNote] = useState("");
  const [ground, setGround] = useState<LiftGround | undefined>();
  const [first] = suppressions;
  const one = suppressions.length === 1 ? first : undefined;
  const complaints = suppressions.filter(({ reason }) => reason === "complaint").length;
  const needsGround = suppressions.some(({ reason }) => saidNo.has(reason));
  const typed = one?.email ?? t("lift {count}", { count: String(suppressions.length) });
  return (
    <ConfirmDialog
      {...dialog}
      title={
        one
          ? t("Lift the suppression of {email}?", { email: one.email })
          : t("{count, plural, one {Lift # suppression?} other {Lift # suppressions?}}", { count: suppressions.length })
      }
      description={
        one
          ? `${t(consequences[one.reason] ?? msg("Mail may go to this address again."))} ${t("Subscriptions stay as they are.")}`
          : severalText(suppressions, complaints)
      }
      confirmLabel={t("Lift suppression")}
      destructive
      typeToConfirm={complaints > 0 || suppressions.length > 10 ? typed : undefined}
      onConfirm={async () => {
        await onLift({ note, ground }).catch((error: unknown) => {
          const fields = fieldErrors(error);
          throw new Error(fields.ground ?? fields.note ?? errorMessage(error));
        });
        setNote("");
        setGround(undefined);
      }}
    >
      {needsGround ? (
        <Field label={t("What allows you to write to them again?")} required>
          <RadioGroup value={ground ?? ""} onValueChange={(value) => setGround(value as LiftGround)}>
            {Object.entries(liftGrounds).map(([value, text]) => (
              <RadioCard key={value} value={value} label={t(text)} className="p-3" />
            ))}
          </RadioGroup>
        </Field>
      ) : null}
      <Field label={t("Why may mail go there again?")} help={t("Kept in the audit log with your name.")} required>
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

function severalText(suppressions: readonly LiftedSuppression[], complaints: number): string {
  const unsubscribed = suppressions.filter(({ reason }) => reason === "unsubscribe").length;
  const rest = t(
    "Mail may go to these addresses again; mail to dead addresses and second complaints harm delivery to everybody. Subscriptions stay as they are.",
  );
  if (complaints + unsubscribed === 0) return rest;
  return `${whoSaidNo(complaints, unsubscribed)} ${rest}`;
}

function whoSaidNo(complaints: number, unsubscribed: number): string {
  if (unsubscribed === 0) {
    return t(
      "{count, plural, one {Of these people # marked your mail as spam.} other {Of these people # marked your mail as spam.}}",
      { count: complaints },
    );
  }
  if (complaints === 0) {
    return t(
      "{count, plural, one {Of these people # unsubscribed from everything.} other {Of these people # unsubscribed from everything.}}",
      { count: unsubscribed },
    );
  }
  return t(
    "Of these people {complaints, plural, one {# marked your mail as spam} other {# marked your mail as spam}} and {unsubscribed, plural, one {# unsubscribed from everything} other {# unsubscribed from everything}}.",
    { complaints, unsubscribed },
  );
}
