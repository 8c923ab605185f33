import { createHash } from "node:crypto";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { deterministicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { recordEvents } from "@/lib/events/door/record-events";
import type { CanonicalEvent } from "@/lib/feedback/parse/canonical-event";
import { type FeedbackMessage, lockFeedbackMessages } from "@/lib/feedback/parse/feedback-message";
import { alertOf } from "@/lib/feedback/policy/alert-of";
import { eventsOf } from "@/lib/feedback/policy/canonical-to-events";
import { decideMany } from "@/lib/feedback/policy/decide-many";
import type { FollowUp } from "@/lib/feedback/policy/follow-up";
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
 * Records what comes back in mails and provider webhooks; SMTP replies while sending are recorded with their attempt. In one transaction it keeps each event in the history of its
 * message and does what the policy decides: suppress, lift, unsubscribe. Telling the same event again changes nothing, and so does the
 * order in which events come. Only the address of our own message is ever suppressed, never one that stands in a report.
 *
 * Called inside a transaction (`ctx.db` is one), it leaves `followUp` to the caller: pausing and slowing look at what has committed.
 */
export async function recordFeedback(
  ctx: Ctx,
  events: CanonicalEvent | readonly CanonicalEvent[],
): Promise<FeedbackResult> {
  const all: readonly CanonicalEvent[] = "type" in events ? [events] : events;
  const result = await inTransaction(ctx, (tx) => recordAll(tx, all));
  if ("$transaction" in ctx.db) await followUp(ctx, result.followUp);
  return result;
}

async function recordAll(tx: Ctx, events: readonly CanonicalEvent[]): Promise<FeedbackResult> {
  const messages = await lockFeedbackMessages(
    tx,
    events.flatMap((event) => event.messageId ?? []),
  );
  const result: FeedbackResult = { recorded: 0, decisions: [], followUp: { campaignIds: [], replies: [], alerts: [] } };
  for (const event of events) {
    const message = messages.get(event.messageId ?? "");
    if (!message) {
      result.decisions.push([]);
      continue;
    }
    const { recorded, decisions } = await recordOne(tx, event, message);
    result.recorded += recorded;
    result.decisions.push(decisions);
    if (event.certainty === "certain" && (recorded > 0 || decisions.length > 0))
      remember(result.followUp, event, message, decisions);
  }
  return result;
}

/** Tests of a campaign and whoever tries their links change nothing but the test message itself. */
async function recordOne(
  tx: Ctx,
  event: CanonicalEvent,
  message: FeedbackMessage,
): Promise<{ recorded: number; decisions: Decision[] }> {
  const id = eventId(event);
  const { recorded } = await recordEvents(tx, eventsOf(event, message, id));
  if (recorded > 0 && event.bounce) await keepReply(tx, message, event);
  const repeated = recorded === 0 && isKept(event);
  if (message.kind === "test" || repeated) return { recorded, decisions: [] };
  const judged = {
    event: { ...event, category: event.bounce?.category ?? null },
    messageId: message.id,
    contactId: message.contactId,
  };
  const [decisions = []] = await decideMany(tx, [judged]);
  for (const decision of decisions) await apply(tx, event, message, decision);
  return { recorded, decisions };
}

/** Types that stand in the message's history, so that a second telling is recognised there. */
function isKept(event: CanonicalEvent): boolean {
  return !["unsubscribe", "resubscribe", "auto_reply", "challenge"].includes(event.type);
}

/**
 * The same event gets the same id however often it is told: from the provider's id of it, or from account, type, message, recipient and
 * time. The id carries the time of the event, as the history is kept by months.
 */
export function eventId(event: CanonicalEvent): string {
  const { source, accountId, providerEventId, type, messageId, recipient, occurredAt } = event;
  const identity = providerEventId
    ? [source, accountId, providerEventId, type, messageId]
    : [source, accountId, type, messageId, recipient?.toLowerCase() ?? null, occurredAt.toISOString()];
  return deterministicId(occurredAt, createHash("sha256").update(JSON.stringify(identity)).digest());
}

async function apply(tx: Ctx, event: CanonicalEvent, message: FeedbackMessage, decision: Decision): Promise<void> {
  const note = (
    event.bounce?.text || decision.kind === "suppress" ? storableText(event.bounce?.text || decision.why, 200) : ""
  ).trim();
  switch (decision.kind) {
    case "suppress":
      await suppressMany(tx, [
        {
          emailNormalized: message.emailNormalized,
          reason: decision.reason,
          messageId: message.id,
          note: note || decision.why,
          expiresAt: decision.until,
          at: tx.now(),
        },
      ]);
      return;
    case "lift_complaint":
      return liftComplaint(tx, message);
    case "unsubscribe":
      if (!message.unsubscribedAt) {
        const method = event.source === "mail" ? "mailto" : "api";
        const scope = event.source === "mail" || event.details?.scope === "list" ? "list" : "all";
        await unsubscribeMessage(tx, { messageId: message.id, scope, method, reason: `Reported by ${event.source}` });
      }
      return;
    default:
      return;
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
    const { reason, messageId, note: words } = replaced;
    await suppressMany(tx, [{ emailNormalized, reason, messageId, note: words, at: tx.now() }]);
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

function remember(
  after: FollowUp,
  event: CanonicalEvent,
  message: FeedbackMessage,
  decisions: readonly Decision[],
): void {
  const bounces = ["soft_bounce", "hard_bounce", "block", "complaint"].includes(event.type);
  if (bounces && message.campaignId && !after.campaignIds.includes(message.campaignId))
    after.campaignIds.push(message.campaignId);
  for (const decision of decisions) {
    if (decision.kind === "slow_provider" && message.transportId && event.bounce) {
      after.replies.push({ transportId: message.transportId, emailDomain: message.emailDomain, bounce: event.bounce });
    }
    const alert = alertOf(decision, message, event.bounce?.text ?? "");
    if (alert && !after.alerts.some((each) => each.about === alert.about)) after.alerts.push(alert);
  }
}
