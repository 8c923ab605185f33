import type { SqlTx } from "@/lib/base/db/pg-transaction";
import type { CanonicalEvent } from "@/lib/feedback/parse/canonical-event";
import type { FeedbackMessage } from "@/lib/feedback/parse/feedback-message";
import { storableText } from "@/lib/mail/read/storable-text";
import { type NewSuppression, suppressMany } from "@/lib/people/suppressions/suppress";
import { alertOf } from "./alert-of";
import { decideMany } from "./decide-many";
import type { FollowUp } from "./follow-up";
import type { Decision } from "./policy";

/** A fact that is new, with the message it is about. */
export interface ReportedFact {
  event: CanonicalEvent;
  message: FeedbackMessage;
}

export interface Acted {
  /** What the policy decided about each fact, in their order; none about tests. */
  decisions: Decision[][];
  /** What is left to do once the transaction has committed; see lib/sending/engine/follow-up.ts. */
  followUp: FollowUp;
}

/**
 * What a fact leads to, whatever route told it: an SMTP reply while sending, a mail, or a provider's call. Suppresses what is to be
 * suppressed and says what is left for after the commit. Wishes of the recipient (unsubscribe, "not spam") are left to the caller. A
 * group takes as few statements as one fact: a look at the past, where it counts, and one for all suppressions.
 */
export async function actOnFeedback(tx: SqlTx, facts: readonly ReportedFact[], now: Date): Promise<Acted> {
  const real = facts.filter(({ message }) => message.kind !== "test");
  const decided = await decideMany(
    tx,
    real.map(({ event, message }) => ({
      event: { ...event, category: event.bounce?.category ?? null },
      messageId: message.id,
      contactId: message.contactId,
    })),
  );
  const acts = new Map(real.map((fact, index) => [fact, decided[index] ?? []]));
  await suppressMany(
    tx,
    [...acts].flatMap(([fact, decisions]) => suppressionsOf(fact, decisions, now)),
  );
  return { decisions: facts.map((fact) => acts.get(fact) ?? []), followUp: followUpOf(acts) };
}

/** Only the address of our own message is ever suppressed, never one that stands in a report. */
function suppressionsOf({ event, message }: ReportedFact, decisions: readonly Decision[], at: Date): NewSuppression[] {
  return decisions.flatMap((decision) => {
    if (decision.kind !== "suppress") return [];
    const note = storableText(event.bounce?.text ?? "", 500).trim() || decision.why;
    const { emailNormalized, id: messageId } = message;
    return [{ emailNormalized, messageId, reason: decision.reason, note, expiresAt: decision.until, at }];
  });
}

/** Types that the brake counts. */
const braking: ReadonlySet<string> = new Set(["soft_bounce", "hard_bounce", "block", "complaint"]);

function followUpOf(acts: ReadonlyMap<ReportedFact, readonly Decision[]>): FollowUp {
  const campaignIds = new Set<string>();
  const alerts = new Map<string, FollowUp["alerts"][number]>();
  const replies: FollowUp["replies"] = [];
  const facts: FollowUp["facts"] = [];
  for (const [{ event, message }, decisions] of acts) {
    if (event.certainty !== "certain") continue;
    const { campaignId, transportId, emailDomain } = message;
    facts.push({ type: event.type, category: event.bounce?.category ?? null, emailDomain });
    if (braking.has(event.type) && campaignId) campaignIds.add(campaignId);
    for (const decision of decisions) {
      if (decision.kind === "slow_provider" && transportId && event.bounce)
        replies.push({ transportId, emailDomain, bounce: event.bounce });
      const alert = alertOf(decision, message, event.bounce?.text ?? "");
      if (alert && !alerts.has(alert.about)) alerts.set(alert.about, alert);
    }
  }
  return { campaignIds: [...campaignIds], replies, facts, alerts: [...alerts.values()] };
}
