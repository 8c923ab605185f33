import { isEmailAddress } from "@/lib/base/addresses/email-address";
import { readAddress } from "@/lib/base/addresses/read-address";
import { type CustomEventKind, customEventKinds, namesOfKinds } from "@/lib/events/custom/kinds.shared";
import type { NewCustomEvent } from "@/lib/events/custom/new-event";
import { occurredAt } from "@/lib/events/custom/occurred-at";
import { words } from "@/lib/language/t";
import { type Dialect, isJson, type Json, jsonOf, type ToldCall, textOf, without } from "./dialect";

/** What libraries keep a batch below is 480 KB. */
const MAX_BATCH_BYTES = 512_000;

const kindsOfCalls: ReadonlyMap<string, CustomEventKind> = new Map([
  ...customEventKinds.map((kind) => [kind, kind] as const),
  ...(["identify", "track", "page", "screen", "group", "alias"] as const).map((kind) => [kind[0]!, kind] as const),
]);

/** Have a place of their own, or are secret; `userId` and the like as some programs write them, too. */
const placed: ReadonlySet<string> = new Set([
  ...["type", "action", "event", "userId", "user_id", "anonymousId", "anonymous_id", "messageId", "message_id"],
  ...["properties", "traits", "writeKey"],
]);

/** The Segment specification as libraries speak it, RudderStack's among them (segment-docs, HTTP Tracking API). */
export const segmentDialect: Dialect = {
  source: "segment",
  maxBytes: MAX_BATCH_BYTES,
  keyIn: (body) => textOf(body, "writeKey") ?? null,
  messagesOf: ({ call, body }) => {
    if (!isBatch(call)) return [body];
    return Array.isArray(body.batch) ? body.batch : [];
  },
  sharedOf: ({ call, body: { context, integrations } }) =>
    isBatch(call) ? { ...(isJson(context) && { context }), ...(isJson(integrations) && { integrations }) } : {},
  eventOf,
  taken: () => ({ success: true }),
  refused: (code, message) => ({ success: false, code, message }),
};

const isBatch = (call: string) => call === "batch" || call === "b" || call === "import";

function eventOf(own: Json, facts: ToldCall): NewCustomEvent | string {
  const { body, receivedAt } = facts;
  const kind = kindOf(own, facts.call);
  if (kind === null)
    return `There is no call of the type ${JSON.stringify(own.type ?? own.action ?? null).slice(0, 60)}.`;
  const message = body === own ? own : withShared(own, segmentDialect.sharedOf(facts));
  const userId = textOf(message, "userId", "user_id") ?? null;
  const previousId = textOf(message, "previousId", "previous_id") ?? null;
  if (kind === "alias" && (userId === null || previousId === null))
    return words("An alias names userId and previousId: this one lacks one of them.");
  const said = saidOf(message, kind);
  return {
    kind,
    name: kind === "track" ? (textOf(message, "event") ?? "") : namesOfKinds[kind],
    occurredAt: timeOf(message, body, receivedAt),
    messageId: textOf(message, "messageId", "message_id") ?? null,
    contactId: null,
    userId,
    anonymousId: kind === "alias" ? previousId : (textOf(message, "anonymousId", "anonymous_id") ?? null),
    email: addressOf(kind, said, message),
    introduces: false,
    identifies: kind === "identify" || kind === "alias",
    source: "segment",
    properties: said,
    details: without(message, placed),
  };
}

function kindOf(message: Json, call: string): CustomEventKind | null {
  const named = textOf(message, "type", "action");
  const kind = kindsOfCalls.get((named ?? call).toLowerCase());
  if (kind !== undefined && (named === undefined || named.length > 1)) return kind;
  return named === undefined && textOf(message, "event") !== undefined ? "track" : null;
}

/** What a batch says for all of its messages. */
function withShared(message: Json, { context, integrations }: Json): Json {
  return {
    ...message,
    ...(isJson(context) && { context: { ...context, ...jsonOf(message, "context") } }),
    ...(isJson(integrations) && { integrations: { ...integrations, ...jsonOf(message, "integrations") } }),
  };
}

/** Name and category of a page stand beside its properties, and rules ask for them there. */
function saidOf(message: Json, kind: CustomEventKind): Json {
  if (kind === "identify" || kind === "group") {
    const groupId = kind === "group" ? textOf(message, "groupId", "group_id") : undefined;
    return { ...(groupId !== undefined && { groupId }), ...jsonOf(message, "traits") };
  }
  if (kind !== "page" && kind !== "screen") return jsonOf(message, "properties");
  const [name, category] = [textOf(message, "name"), textOf(message, "category")];
  return { ...(name && { name }), ...(category && { category }), ...jsonOf(message, "properties") };
}

/** A message that another collector has passed on bears the time that this one has put right already. */
function timeOf(message: Json, body: Json, receivedAt: Date): Date {
  const isPassedOn = textOf(message, "receivedAt") !== undefined;
  const sentAt = isPassedOn ? undefined : (textOf(message, "sentAt") ?? textOf(body, "sentAt"));
  return occurredAt({ at: textOf(message, "timestamp", "originalTimestamp"), sentAt, receivedAt });
}

/**
 * Whose address it is: what an event says in `email` may be of somebody else (a friend who is invited, a company), so it counts for a
 * person's traits, and for an event that names nobody otherwise.
 */
function addressOf(kind: CustomEventKind, said: Json, message: Json): string | null {
  const beside = textOf(jsonOf(jsonOf(message, "context"), "traits"), "email");
  const own = kind === "group" ? undefined : textOf(said, "email");
  const isNamed = textOf(message, "userId", "user_id", "anonymousId", "anonymous_id") !== undefined;
  const text = kind === "identify" ? (own ?? beside) : (beside ?? (isNamed ? undefined : own));
  const address = text === undefined || text.length > 1000 ? null : readAddress(text);
  return address !== null && isEmailAddress(address) ? address.normalized : null;
}
