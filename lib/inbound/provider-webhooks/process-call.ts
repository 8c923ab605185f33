import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/base/context";
import type { ProviderCall, ProviderEndpoint } from "@/lib/base/db/generated/client";
import { publicId, timeOfId } from "@/lib/base/db/ids";
import { refreshBounceRules } from "@/lib/feedback/bounce-rules/refresh-rules";
import type { CanonicalEvent } from "@/lib/feedback/parse/canonical-event";
import { callHeaders } from "@/lib/feedback/parse/stored-evidence";
import { type Clues, type FoundMessage, findMessages } from "@/lib/inbound/feedback/find-message";
import { recordFeedback } from "@/lib/inbound/feedback/record-feedback";
import { providers } from "@/lib/inbound/providers/all-providers";
import { fields } from "@/lib/inbound/providers/payload";
import type { MappedItem, ProviderEvent, VerifyTools } from "@/lib/inbound/providers/provider";
import { aboutProviders, type ProviderName } from "@/lib/inbound/providers/schema";
import { words } from "@/lib/language/t";
import { storableText } from "@/lib/mail/read/storable-text";
import { renewEndpointLease } from "./claim-call";
import { confirmSubscription } from "./confirm-subscription";
import { getCall } from "./queries";
import type { ItemResult } from "./schema";
import { callResult } from "./stored-call";

/** Events that are recorded in one transaction: a batch of a thousand must not hold a thousand messages at once. */
const CHUNK = 50;
/** Two clocks that are both taken for right. */
const CLOCKS_APART_MS = 86_400_000;

type Call = ProviderCall & { endpoint: ProviderEndpoint };

/**
 * Reads one kept call and hands what it says to `recordFeedback`. Running it again changes nothing: each event has an identity of
 * its own. Throws where it cannot be done now, and `Unreadable` where it never can.
 */
export async function processCall(ctx: Ctx, callId: string, tools: VerifyTools): Promise<void> {
  const call = await getCall(ctx, callId);
  if (call.status !== "received" || !call.body) return;
  const provider = providers[call.endpoint.provider as ProviderName];
  const headers = callHeaders.read(call.headers);
  const payload = await provider.parse({ rawBody: call.body, headers });
  await refreshBounceRules();
  const items = provider.map(payload, headers);
  if (aboutProviders[provider.name].proof.by === "topic")
    await confirmSubscription(ctx, call.endpoint, fields(payload), tools);
  const reported = items.flatMap((item) => (item.kind === "event" ? [item] : []));
  const clues = reported.map((event) => cluesOf(event, call.receivedAt));
  const found = await findMessages(clues, { route: "provider", workspaceId: ctx.workspaceId });
  const events = reported.map((event, index) => canonicalEvent(call, event, found[index] ?? null));
  for (let from = 0; from < events.length; from += CHUNK) {
    if (from > 0) await renewEndpointLease(ctx, call.id);
    await recordFeedback(ctx, events.slice(from, from + CHUNK));
  }
  const results = itemResults(items, new Map(reported.map((event, index) => [event, found[index] ?? null])));
  await ctx.db.providerCall.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: call.id } },
    data: {
      status: "processed",
      reason: null,
      processedAt: ctx.now(),
      leasedUntil: null,
      nextAttemptAt: null,
      eventCount: reported.length,
      matchedCount: found.filter((each) => each !== null).length,
      result: callResult.write(results),
    },
  });
}

function cluesOf(event: ProviderEvent, receivedAt: Date): Clues {
  return {
    cameTo: [],
    texts: event.claims,
    providerMessageId: event.providerMessageId,
    recipients: event.recipient ? [event.recipient] : [],
    authors: [],
    at: event.occurredAt ?? receivedAt,
  };
}

/** The event as every route tells it. Where the provider gives no id of the event, what it says is its identity. */
function canonicalEvent(call: Call, event: ProviderEvent, message: FoundMessage | null): CanonicalEvent {
  return {
    type: event.type,
    source: call.endpoint.provider as ProviderName,
    accountId: call.endpointId,
    providerEventId: event.providerEventId ?? contentId(event, call.receivedAt),
    providerMessageId: event.providerMessageId && storableText(event.providerMessageId, 300),
    messageId: message?.messageId ?? null,
    certainty: message?.certainty ?? "certain",
    recipient: event.recipient && storableText(event.recipient, 320),
    occurredAt: soundTime(event.occurredAt ?? call.receivedAt, call, message),
    receivedAt: call.receivedAt,
    ...(event.bounce && { bounce: { ...event.bounce, text: storableText(event.bounce.text, 1000) } }),
    ...(event.visit && { visit: event.visit }),
    ...(event.details && { details: event.details }),
    raw: { table: "provider_call", id: call.id },
  };
}

/**
 * A clock that runs ahead must not make an event of tomorrow, and none happened before its message was made. The id of an event bears its
 * time and each month of events is a table: with times of all years, one sender could make hundreds that every question has to open.
 */
function soundTime(at: Date, { receivedAt }: Call, message: FoundMessage | null): Date {
  const earliest = message ? timeOfId(message.messageId).getTime() - CLOCKS_APART_MS : 0;
  return new Date(Math.max(earliest, Math.min(at.getTime(), receivedAt.getTime())));
}

function contentId(event: ProviderEvent, receivedAt: Date): string {
  const at = (event.occurredAt ?? receivedAt).toISOString();
  const said = [event.name, event.providerMessageId, event.recipient, at, event.visit?.url ?? null];
  return `content:${createHash("sha256").update(JSON.stringify(said)).digest("base64url")}`;
}

function itemResults(
  items: readonly MappedItem[],
  found: ReadonlyMap<ProviderEvent, FoundMessage | null>,
): ItemResult[] {
  return items.slice(0, 1000).map((item) => {
    const name = storableText(item.name, 100);
    if (item.kind === "unmapped") {
      const note = storableText(item.note, 300);
      return { name, type: null, recipient: null, occurredAt: null, messageId: null, likely: false, note };
    }
    const message = found.get(item) ?? null;
    return {
      name,
      type: item.type,
      recipient: item.recipient && storableText(item.recipient, 320),
      occurredAt: item.occurredAt?.toISOString() ?? null,
      messageId: message && publicId("msg", message.messageId),
      likely: message?.certainty === "likely",
      note: message ? null : words("No message of this workspace is meant."),
    };
  });
}
