import { parseEmailAddress } from "@/lib/base/addresses/email-address";
import type { Ctx } from "@/lib/base/context";
import { parsePublicId } from "@/lib/base/db/ids";
import type { Certainty } from "@/lib/feedback/parse/canonical-event";
import type { ProviderEvent } from "@/lib/inbound/providers/provider";
import { parseVerp, signedIdsIn } from "@/lib/mail/mime/verp";

export interface NamedMessage {
  id: string;
  certainty: Certainty;
}

interface Known {
  id: string;
  emailNormalized: string;
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/gi;
const PUBLIC_ID = /\bmsg_[1-9A-HJ-NP-Za-km-z]{1,22}\b/g;

/** The UUIDs of messages that a text of the provider's may name: our id in any of its forms, our Message-ID, a return path. */
export function messageIdsIn(claim: string): string[] {
  const verp = parseVerp(claim)?.messageId;
  const uuids = [...claim.matchAll(UUID)].map(([uuid]) => uuid.toLowerCase());
  const publicIds = [...claim.matchAll(PUBLIC_ID)].flatMap(([id]) => {
    try {
      return [parsePublicId("msg", id)];
    } catch {
      return [];
    }
  });
  return [...new Set([...(verp ? [verp] : []), ...signedIdsIn(claim), ...uuids, ...publicIds])].slice(0, 5);
}

/**
 * Finds the message each event speaks of, in this workspace only: by our own id, by the provider's id that was kept when the message was
 * accepted, else by recipient and time, which is only likely. Answers in the order of the events.
 */
export async function findMessages(
  ctx: Ctx,
  events: readonly ProviderEvent[],
  receivedAt: Date,
): Promise<(NamedMessage | null)[]> {
  const claimed = events.map((event) => event.claims.flatMap(messageIdsIn));
  const providerIds = events.flatMap((event) => event.providerMessageId ?? []);
  const known = await loadKnown(ctx, claimed.flat(), providerIds);
  const found: (NamedMessage | null)[] = [];
  for (const [index, event] of events.entries()) {
    const own = known.byId.get(claimed[index]!.find((id) => known.byId.has(id)) ?? "");
    const message = own ?? known.byProviderId.get(event.providerMessageId ?? "");
    found.push(message ? certain(message, event) : await byRecipient(ctx, event, receivedAt));
  }
  return found;
}

async function loadKnown(ctx: Ctx, ids: readonly string[], providerIds: readonly string[]) {
  const { workspaceId } = ctx;
  const given = await ctx.db.providerMessage.findMany({
    where: { workspaceId, providerId: { in: [...new Set(providerIds)] } },
    select: { providerId: true, messageId: true },
  });
  const wanted = new Set([...ids, ...given.map(({ messageId }) => messageId)]);
  const rows = await ctx.db.message.findMany({
    where: { workspaceId, id: { in: [...wanted] } },
    select: { id: true, emailNormalized: true },
  });
  const byId = new Map<string, Known>(rows.map((row) => [row.id, row]));
  const byProviderId = new Map(given.map(({ providerId, messageId }) => [providerId, byId.get(messageId)]));
  return { byId, byProviderId };
}

/** An event that names our message but somebody else is not quite believed. */
function certain(message: Known, event: ProviderEvent): NamedMessage {
  const recipient = event.recipient && normalizedAddress(event.recipient);
  return { id: message.id, certainty: recipient && recipient !== message.emailNormalized ? "likely" : "certain" };
}

function normalizedAddress(text: string): string | null {
  const address = parseEmailAddress(text);
  return "error" in address ? null : address.normalized;
}

const DAY_MS = 86_400_000;
/** Providers give up after some days; complaints and opens of older mail carry one of our ids or nothing. */
const LOOK_BACK_MS = 7 * DAY_MS;
const CLOCK_MS = 300_000;

/** The one message that went to this address in the week before; with two of them nobody can say which is meant. */
async function byRecipient(ctx: Ctx, event: ProviderEvent, receivedAt: Date): Promise<NamedMessage | null> {
  const emailNormalized = event.recipient && normalizedAddress(event.recipient);
  if (!emailNormalized) return null;
  const contact = await ctx.db.contact.findUnique({
    where: { workspaceId_emailNormalized: { workspaceId: ctx.workspaceId, emailNormalized } },
    select: { id: true },
  });
  if (!contact) return null;
  const atMs = (event.occurredAt ?? receivedAt).getTime();
  const sentAt = { gte: new Date(atMs - LOOK_BACK_MS), lte: new Date(atMs + CLOCK_MS) };
  const messages = await ctx.db.message.findMany({
    where: { workspaceId: ctx.workspaceId, contactId: contact.id, emailNormalized, sentAt },
    select: { id: true },
    take: 2,
  });
  return messages.length === 1 ? { id: messages[0]!.id, certainty: "likely" } : null;
}
