import { publicId } from "@/lib/base/db/ids";
import {
  type EventActor,
  eventActors,
  type StoredBounceKind,
  storedBounceKinds,
} from "@/lib/events/ledger/event-types";
import type { ToldType } from "@/lib/events/outbox/told-facts";
import { suppressionReasons } from "@/lib/people/suppressions/reasons.shared";
import { campaignStatuses } from "@/lib/sending/campaign/status.shared";
import { bodyOf } from "./body";
import { type EventDataOf, manyChanges, manySuppressed, suppressionEndings } from "./catalogue";
import type { EventFact } from "./event-fact";

/** The body that other programs get of an event. */
export function tellEvent(fact: EventFact): string {
  return bodyOf({ id: publicId("evt", fact.id), type: fact.type, occurredAt: fact.occurredAt, data: dataOf(fact) });
}

/** The schema of each type in `catalogue.ts` and this say the same; a test holds them together. */
const tellers: { readonly [T in ToldType]: (fact: EventFact) => EventDataOf<T> } = {
  "contact.created": (fact) => ({ ...contactOf(fact), source: textOf(fact.data.source) }),
  "contact.subscribed": (fact) => ({
    ...contactOf(fact),
    list: listOf(fact),
    status: textOf(fact.data.status),
    method: textOf(fact.data.method),
  }),
  "contact.unsubscribed": (fact) => ({ ...contactOf(fact), list: listOf(fact), method: textOf(fact.data.method) }),
  "contact.updated": (fact) => ({ ...contactOf(fact), changed: textsOf(fact.data.changed) }),
  "contact.deleted": ({ id, contactId, externalId }) => ({
    contact_id: publicId("ctc", contactId ?? id),
    external_id: externalId,
  }),
  "contacts.changed": ({ data }) => ({
    change: oneOf(manyChanges, data.change) ?? ("import" as const),
    import_id: shownId("imp", textOf(data.importId)),
    tag: textOf(data.tag),
    created: numberOf(data.created) ?? 0,
    updated: numberOf(data.updated) ?? 0,
  }),
  "suppression.added": (fact) => ({
    ...addressOf(fact),
    message_id: shownId("msg", fact.messageId),
    expires_at: textOf(fact.data.expiresAt),
  }),
  "suppression.removed": (fact) => ({
    ...addressOf(fact),
    ending: oneOf(suppressionEndings, fact.data.ending) ?? ("lifted" as const),
  }),
  "suppressions.changed": ({ data }) => ({
    source: oneOf(manySuppressed, data.source) ?? ("file" as const),
    added: numberOf(data.added) ?? 0,
  }),
  "campaign.scheduled": campaignOf,
  "campaign.unscheduled": campaignOf,
  "campaign.started": campaignOf,
  "campaign.paused": campaignOf,
  "campaign.resumed": campaignOf,
  "campaign.finished": campaignOf,
  "campaign.cancelled": campaignOf,
  "message.sent": messageOf,
  "message.delivered": messageOf,
  "message.deferred": (fact) => ({ ...messageOf(fact), reply: replyOf(fact) }),
  "message.bounced": (fact) => ({ ...messageOf(fact), bounce: bounceOf(fact), reply: replyOf(fact) }),
  "message.failed": (fact) => ({ ...messageOf(fact), reply: replyOf(fact) }),
  "message.opened": (fact) => ({ ...messageOf(fact), ...visitOf(fact) }),
  "message.clicked": (fact) => ({
    ...messageOf(fact),
    link_id: shownId("lnk", fact.linkId),
    url: fact.linkUrl ?? textOf(fact.data.url),
    ...visitOf(fact),
  }),
  "message.replied": messageOf,
  "message.unsubscribed": (fact) => ({
    ...messageOf(fact),
    scope: textOf(fact.data.scope),
    method: textOf(fact.data.method),
    reason: textOf(fact.data.reason),
  }),
  "message.complained": (fact) => ({ ...messageOf(fact), source: textOf(fact.data.source) }),
  "message.complaint_withdrawn": (fact) => ({ ...messageOf(fact), source: textOf(fact.data.source) }),
};

const dataOf = (fact: EventFact) => tellers[fact.type](fact);

/** What an erased person's message has for an address says nothing to anybody. */
const erased = /@erased\.invalid$/;

const personOf = ({ contactId, externalId, email }: EventFact) => ({
  contact_id: shownId("ctc", contactId),
  external_id: externalId,
  email: email !== null && erased.test(email) ? null : email,
});

function contactOf(fact: EventFact) {
  return { ...personOf(fact), first_name: fact.firstName, last_name: fact.lastName };
}

function messageOf(fact: EventFact) {
  return {
    message_id: publicId("msg", fact.messageId ?? fact.id),
    message_kind: fact.messageKind ?? "campaign",
    ...personOf(fact),
    campaign_id: shownId("cmp", fact.campaignId),
    campaign_name: fact.campaignName,
  };
}

const addressOf = (fact: EventFact) => ({
  ...personOf(fact),
  reason: oneOf(suppressionReasons, fact.data.reason) ?? ("manual" as const),
});

function campaignOf({ id, campaignId, campaignName, data }: EventFact) {
  return {
    campaign_id: publicId("cmp", campaignId ?? id),
    campaign_name: campaignName ?? textOf(data.name) ?? "",
    status: oneOf(campaignStatuses, data.status) ?? ("draft" as const),
    scheduled_at: textOf(data.scheduledAt),
    audience: numberOf(data.audience),
    reason: textOf(data.reason),
  };
}

const visitOf = ({ actor, reasons, ip, userAgent }: EventFact) => ({
  actor: oneOf<EventActor>(eventActors, actor) ?? ("human" as const),
  reasons: [...reasons],
  ip,
  user_agent: userAgent,
});

const replyOf = ({ data }: EventFact) => ({
  code: textOf(data.code),
  status: textOf(data.status),
  text: textOf(data.reply),
});

const bounceOf = ({ data }: EventFact) => ({
  kind: oneOf<StoredBounceKind>(storedBounceKinds, data.kind) ?? ("unknown" as const),
  category: textOf(data.category),
});

function listOf({ data }: EventFact): { id: string; name: string } | null {
  const [id, name] = [textOf(data.listId), textOf(data.listName)];
  return id === null ? null : { id: publicId("lst", id), name: name ?? "" };
}

function shownId(prefix: "ctc" | "cmp" | "lnk" | "imp" | "msg", id: string | null): string | null {
  return id === null ? null : publicId(prefix, id);
}

function textOf(value: unknown): string | null {
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}

const numberOf = (value: unknown): number | null => (typeof value === "number" ? value : null);

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];

function oneOf<T extends string>(list: readonly T[], value: unknown): T | undefined {
  return list.find((each) => each === value);
}
