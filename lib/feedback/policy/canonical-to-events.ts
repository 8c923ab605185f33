import { createHash } from "node:crypto";
import { deterministicId } from "@/lib/base/db/ids";
import { classifyUserAgent } from "@/lib/events/agents/classify-agent";
import type { BounceKind, EventData, EventType, NewEvent } from "@/lib/events/ledger/event-types";
import { kindOfCategory } from "@/lib/feedback/classify/taxonomy.shared";
import type { CanonicalEvent, CanonicalType } from "@/lib/feedback/parse/canonical-event";
import type { FeedbackMessage } from "@/lib/feedback/parse/feedback-message";
import { storableText } from "@/lib/mail/read/storable-text";

const typeOf: Partial<Record<CanonicalType, EventType>> = {
  accepted: "message.sent",
  delivered: "message.delivered",
  deferred: "message.deferred",
  soft_bounce: "message.bounced",
  hard_bounce: "message.bounced",
  block: "message.bounced",
  complaint: "message.complained",
  not_spam: "message.complaint_withdrawn",
  open: "message.opened",
  click: "message.clicked",
  rejected: "message.failed",
  failed: "message.failed",
  reply: "message.replied",
};

const kinds = { soft_bounce: "soft", hard_bounce: "hard", block: "block" } as const;

/**
 * The rows of history that a canonical event becomes. Unsubscribes write their own, with the consent; automatic answers leave none. What
 * comes by mail carries no id of the event, so a fact that the message already has is not kept a second time. What is only likely leaves
 * none either: reports, brake and alerts count events, and anybody can write such a report. Its mail or call is kept and shown as such.
 */
export function eventsOf(event: CanonicalEvent, message: FeedbackMessage): NewEvent[] {
  const type = isUndelivered(event) && message.sentAt ? "message.bounced" : typeOf[event.type];
  if (!type || event.certainty === "likely" || (!event.providerEventId && isKnown(event, message))) return [];
  const visit = event.visit;
  const tracked = event.type === "open" || event.type === "click";
  const verdict = tracked ? visitor(event) : null;
  return [
    {
      id: eventId(event),
      type,
      occurredAt: event.occurredAt,
      messageId: message.id,
      ...(verdict && { actor: verdict.actor, reasons: verdict.reasons }),
      ...(visit && { ip: visit.ip, userAgent: visit.userAgent && storableText(visit.userAgent, 512) }),
      data: dataOf(event),
    },
  ];
}

/**
 * The same event gets the same id however often it is told: from the provider's id of it, or from account, type, message, recipient and
 * time. The id carries the time of the event, as the history is kept by months.
 */
function eventId(event: CanonicalEvent): string {
  const { source, accountId, providerEventId, type, messageId, recipient, occurredAt } = event;
  const identity = providerEventId
    ? [source, accountId, providerEventId, type, messageId]
    : [source, accountId, type, messageId, recipient?.toLowerCase() ?? null, occurredAt.toISOString()];
  return deterministicId(occurredAt, createHash("sha256").update(JSON.stringify(identity)).digest());
}

/** A provider took it and then did not send it: whoever counts what was handed over must count it among what did not arrive. */
function isUndelivered({ type }: CanonicalEvent): boolean {
  return type === "rejected" || type === "failed";
}

/** The worst bounce stays, so a lesser one after it is nothing new. */
function isKnown(event: CanonicalEvent, message: FeedbackMessage): boolean {
  switch (event.type) {
    case "accepted":
      return message.sentAt !== null;
    case "delivered":
      return message.deliveredAt !== null;
    case "soft_bounce":
    case "hard_bounce":
    case "block":
      return message.bouncedAt !== null && (message.bounceKind === kinds[event.type] || message.bounceKind === "hard");
    case "complaint":
      return message.complainedAt !== null;
    default:
      return false;
  }
}

function visitor(event: CanonicalEvent) {
  const judged = classifyUserAgent(event.visit?.userAgent?.trim() ?? "");
  if (event.visit?.machine === true)
    return { actor: "bot" as const, reasons: [...judged.reasons, "provider_says_machine"] };
  // A click that a proxy made is a machine's like any other.
  return event.type === "click" && judged.actor === "proxy" ? { ...judged, actor: "bot" as const } : judged;
}

function bounceKindOf(event: CanonicalEvent): { kind?: BounceKind } {
  if (isUndelivered(event))
    return { kind: kindOfCategory[event.bounce?.category ?? "policy"] === "hard" ? "hard" : "block" };
  return event.type in kinds ? { kind: kinds[event.type as keyof typeof kinds] } : {};
}

const storable = (details: CanonicalEvent["details"]) =>
  Object.fromEntries(
    Object.entries(details ?? {}).map(([name, value]) => [
      name,
      typeof value === "string" ? storableText(value, 500) : value,
    ]),
  );

function dataOf(event: CanonicalEvent): EventData {
  const { bounce, details, source, raw, visit } = event;
  return {
    ...bounceKindOf(event),
    ...(bounce && {
      category: bounce.category,
      code: bounce.code,
      status: bounce.enhanced ?? undefined,
      reply: storableText(bounce.text, 1000),
      remoteMta: bounce.remoteMta ?? undefined,
    }),
    ...storable(details),
    ...(visit?.url && { url: storableText(visit.url, 2000) }),
    ...(event.type === "rejected" && { rejected: true }),
    source,
    ...(event.accountId && { accountId: event.accountId }),
    ...(raw && { raw }),
    ...(event.recipient && { reportedRecipient: storableText(event.recipient, 320) }),
  };
}
