import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction, isInTransaction } from "@/lib/base/db/transaction";
import { recordEvents } from "@/lib/events/door/record-events";
import type { CanonicalEvent } from "@/lib/feedback/parse/canonical-event";
import { type FeedbackMessage, lockFeedbackMessages } from "@/lib/feedback/parse/feedback-message";
import { actOnFeedback } from "@/lib/feedback/policy/act-on-feedback";
import { eventsOf } from "@/lib/feedback/policy/canonical-to-events";
import { type FollowUp, joinFollowUps, nothingToFollow } from "@/lib/feedback/policy/follow-up";
import type { Decision } from "@/lib/feedback/policy/policy";
import { storableText } from "@/lib/mail/read/storable-text";
import { unsubscribeMessage } from "@/lib/people/preferences/unsubscribe-message";
import { endSuppressions } from "@/lib/people/suppressions/end-suppressions";
import { suppressMany } from "@/lib/people/suppressions/suppress";
import { followUp } from "@/lib/sending/engine/follow-up";

export interface FeedbackResult {
  /** Events that were new and now stand in the history of their message. */
  recorded: number;
  /** What the policy decided for each event, in their order; none for events about no message of this workspace. */
  decisions: Decision[][];
  /** What is left to do once the transaction has committed; `recordFeedback` does it itself unless it joined a running one. */
  followUp: FollowUp;
}

/**
 * Records what comes back in mails and provider webhooks. SMTP replies while sending are recorded with their attempt, as the same
 * events, and the same policy acts on both. In one transaction it keeps each event in the history of its message and does what is
 * decided: suppress, lift, unsubscribe. Telling the same event again changes nothing, and so does the order in which events come.
 *
 * Called inside a transaction (`ctx.db` is one), it leaves `followUp` to the caller: pausing and slowing look at what has committed.
 */
export async function recordFeedback(
  ctx: Ctx,
  events: CanonicalEvent | readonly CanonicalEvent[],
): Promise<FeedbackResult> {
  const all: readonly CanonicalEvent[] = "type" in events ? [events] : events;
  const result = await inTransaction(ctx, (tx) => recordAll(tx, all));
  if (!isInTransaction(ctx)) await followUp(ctx, result.followUp);
  return result;
}

async function recordAll(tx: Ctx, events: readonly CanonicalEvent[]): Promise<FeedbackResult> {
  const messages = await lockFeedbackMessages(
    tx,
    events.flatMap((event) => event.messageId ?? []),
  );
  const results: Recorded[] = [];
  for (const event of events) {
    const message = messages.get(event.messageId ?? "");
    results.push(message ? await recordOne(tx, event, message) : nothing);
  }
  return {
    recorded: results.reduce((sum, { recorded }) => sum + recorded, 0),
    decisions: results.map(({ decisions }) => decisions),
    followUp: joinFollowUps(results.map((each) => each.followUp)),
  };
}

interface Recorded {
  recorded: number;
  decisions: Decision[];
  followUp: FollowUp;
}

const nothing: Recorded = { recorded: 0, decisions: [], followUp: nothingToFollow };

/** Tests of a campaign and whoever tries their links change nothing but the test message itself. */
async function recordOne(tx: Ctx, event: CanonicalEvent, message: FeedbackMessage): Promise<Recorded> {
  const { recorded } = await recordEvents(tx, eventsOf(event, message));
  if (recorded > 0 && event.bounce) await keepReply(tx, message, event);
  if (recorded === 0 && isKept(event)) return nothing;
  const { decisions, followUp } = await actOnFeedback(tx, [{ event, message }], tx.now());
  const [own = []] = decisions;
  for (const decision of own) await fulfil(tx, event, message, decision);
  return { recorded, decisions: own, followUp };
}

/** Types that stand in the message's history, so that a second telling is recognised there. */
function isKept(event: CanonicalEvent): boolean {
  return !["unsubscribe", "resubscribe", "auto_reply", "challenge"].includes(event.type);
}

/** What recipients themselves asked for. */
async function fulfil(tx: Ctx, event: CanonicalEvent, message: FeedbackMessage, decision: Decision): Promise<void> {
  if (decision.kind === "lift_complaint") await liftComplaint(tx, message);
  if (decision.kind !== "unsubscribe" || message.unsubscribedAt) return;
  const { id: messageId } = message;
  if (event.source === "mail") await unsubscribeMessage(tx, { messageId, scope: "list", method: "mailto" });
  else {
    const scope = event.details?.scope === "list" ? "list" : "all";
    await unsubscribeMessage(tx, { messageId, scope, method: "api", broughtBy: event.source });
  }
}

/** Lifts what a complaint about this very message caused. What the complaint had replaced counts again. */
async function liftComplaint(tx: Ctx, message: FeedbackMessage): Promise<void> {
  const { workspaceId } = tx;
  const { emailNormalized } = message;
  const where = { workspaceId, emailNormalized, reason: "complaint" as const, messageId: message.id };
  if (!(await tx.db.suppression.findFirst({ where, select: { id: true } }))) return;
  const note = "The recipient reported the message as not spam after all.";
  await endSuppressions(tx, { addresses: [emailNormalized], reason: "complaint", ending: "recipient", note });
  const replaced = await tx.db.suppressionHistory.findFirst({
    where: { workspaceId, emailNormalized, ending: "replaced", reason: { notIn: ["complaint", "soft_bounce"] } },
    orderBy: { endedAt: "desc" },
  });
  if (replaced) {
    const { reason, messageId, note: text } = replaced;
    await suppressMany(tx, [{ emailNormalized, reason, messageId, note: text, at: tx.now() }]);
  }
  await recordAudit(tx, "suppression.lifted", {
    subjectType: "suppression",
    before: { email: emailNormalized, reason: "complaint" },
    after: { note },
  });
}

/** The reply that came back stands where a reply at hand-over would: report and contact page read it there. The worst one stays. */
async function keepReply(tx: Ctx, message: FeedbackMessage, event: CanonicalEvent): Promise<void> {
  const bounce = event.bounce;
  if (!bounce || !["soft_bounce", "hard_bounce", "block", "rejected", "failed"].includes(event.type)) return;
  if (message.bounceKind === "hard" && event.type !== "hard_bounce") return;
  await tx.db.message.updateMany({
    where: { workspaceId: tx.workspaceId, id: message.id },
    data: {
      bounceCategory: bounce.category,
      replyCode: bounce.code ? Number(bounce.code) : null,
      statusCode: bounce.enhanced,
      replyText: storableText(bounce.text, 1000),
    },
  });
}
