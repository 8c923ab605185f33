import { prisma } from "@/lib/base/db/client";
import { messagesAnywhere } from "@/lib/events/ledger/messages-anywhere";
import type { Certainty } from "@/lib/feedback/parse/canonical-event";
import type { FoundBy } from "@/lib/feedback/parse/found-by";
import { parseVerp, type VerpKind } from "@/lib/mail/mime/verp";
import { findByRecipient, normalizedRecipients, workspaceOfAddresses } from "./find-by-recipient";
import { namedIds } from "./named-ids";

/** What a report tells of the message that it is about, whatever route it came by. */
export interface Clues {
  /** Addresses that it came to, the surest first. */
  cameTo: readonly string[];
  /** Texts in which an id of ours may stand, the surest first: Message-IDs, headers of what was returned, tags, metadata. */
  texts: readonly string[];
  /** The id that a provider gave to the message when it took it. */
  providerMessageId: string | null;
  /** Whom the message went to, as the report says. */
  recipients: readonly string[];
  /** Authors of what was returned. */
  authors: readonly string[];
  /** When what it reports happened. */
  at: Date;
}

/**
 * Who tells it. Anybody can write us a mail, so there only a MAC makes sure; it belongs to a workspace where its route does, such as
 * a bounce mailbox. A provider's call was verified as that of the workspace's own account, so it is believed what it names.
 */
export type Teller = { route: "mail"; workspaceId?: string | undefined } | { route: "provider"; workspaceId: string };

export interface FoundMessage {
  workspaceId: string;
  messageId: string;
  certainty: Certainty;
  /** What named it. */
  by: FoundBy;
  /** What the address it came to was made for; null when it came to none of ours. */
  addressKind: VerpKind | null;
}

/** A message that a report names, not looked for yet. */
interface Named {
  id: string;
  by: FoundBy;
  addressKind: VerpKind | null;
}

interface Known {
  id: string;
  workspaceId: string;
  /** Only where the workspace was known before. */
  emailNormalized?: string;
}

/**
 * The message each report is about, in their order. The order of trust is the same for all: the signed token of the address it came to;
 * our MAC elsewhere in it (Message-ID, return path, unsubscribe link); the id of the provider that took the message; an id of ours
 * without a MAC; recipient and time, when exactly one message fits. Where the workspace is known, nothing of another one is found.
 */
export async function findMessages(clues: readonly Clues[], teller: Teller): Promise<(FoundMessage | null)[]> {
  const byProvider = await loadProviderIds(clues, teller);
  const named = clues.map((each) => namedBy(each, byProvider));
  const known = await loadKnown(
    named.flat().map(({ id }) => id),
    teller.workspaceId,
  );
  const found: (FoundMessage | null)[] = [];
  for (const [index, each] of clues.entries()) {
    const first = named[index]!.find(({ id }) => known.has(id));
    found.push(first ? judged(first, known.get(first.id)!, each, teller) : await likely(each, teller));
  }
  return found;
}

/** The same for one report. */
export async function findMessage(clues: Clues, teller: Teller): Promise<FoundMessage | null> {
  const [found = null] = await findMessages([clues], teller);
  return found;
}

/** Where the message is that a text names with or without a MAC; null for none of ours. Says nothing about who wrote the text. */
export async function findNamed(texts: readonly string[]): Promise<{ workspaceId: string; messageId: string } | null> {
  const { signed, bare } = namedIds(texts);
  const ids = [...signed, ...bare];
  const known = await loadKnown(ids, undefined);
  const first = ids.find((id) => known.has(id));
  return first ? { workspaceId: known.get(first)!.workspaceId, messageId: first } : null;
}

/** Where the message is that an address was made for; null when it was made for none, or that is gone. */
export async function findByAddress(address: string): Promise<{ workspaceId: string; messageId: string } | null> {
  const messageId = parseVerp(address)?.messageId;
  const message = messageId && (await loadKnown([messageId], undefined)).get(messageId);
  return message ? { workspaceId: message.workspaceId, messageId } : null;
}

function namedBy(clues: Clues, byProvider: ReadonlyMap<string, string>): Named[] {
  const { signed, bare } = namedIds(clues.texts);
  const given = byProvider.get(clues.providerMessageId ?? "");
  const by = (name: FoundBy, ids: readonly string[]): Named[] => ids.map((id) => ({ id, by: name, addressKind: null }));
  const token = clues.cameTo.map((address) => parseVerp(address)).find((verp) => verp !== null);
  return [
    ...(token ? [{ id: token.messageId, by: "token" as const, addressKind: token.kind }] : []),
    ...by("message_id", signed),
    ...by("provider_id", given ? [given] : []),
    ...by("unsigned_id", bare),
  ];
}

/** Message ids by the ids that providers gave to them. */
async function loadProviderIds(clues: readonly Clues[], { workspaceId }: Teller): Promise<Map<string, string>> {
  const ids = [...new Set(clues.flatMap(({ providerMessageId }) => providerMessageId ?? []))];
  if (!workspaceId || ids.length === 0) return new Map();
  const where = { workspaceId, providerId: { in: ids } };
  const rows = await prisma.providerMessage.findMany({ where, select: { providerId: true, messageId: true } });
  return new Map(rows.map(({ providerId, messageId }) => [providerId, messageId]));
}

async function loadKnown(ids: readonly string[], workspaceId: string | undefined): Promise<Map<string, Known>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const select = { id: true, workspaceId: true, emailNormalized: true } as const;
  const rows: Known[] = workspaceId
    ? await prisma.message.findMany({ where: { workspaceId, id: { in: wanted } }, select })
    : await messagesAnywhere(wanted);
  return new Map(rows.map((row) => [row.id, row]));
}

function judged({ by, addressKind }: Named, message: Known, clues: Clues, teller: Teller): FoundMessage {
  const believed = teller.route === "mail" ? by === "token" || by === "message_id" : isRecipient(message, clues);
  const { id: messageId, workspaceId } = message;
  return { workspaceId, messageId, certainty: believed ? "certain" : "likely", by, addressKind };
}

/** A call that names our message but somebody else is not quite believed. */
function isRecipient({ emailNormalized }: Known, clues: Clues): boolean {
  const named = normalizedRecipients(clues.recipients);
  return named.length === 0 || emailNormalized === undefined || named.includes(emailNormalized);
}

async function likely(clues: Clues, teller: Teller): Promise<FoundMessage | null> {
  if (clues.recipients.length === 0) return null;
  const workspaceId = teller.workspaceId ?? (await workspaceOfAddresses([...clues.cameTo, ...clues.authors]));
  const messageId = workspaceId ? await findByRecipient(workspaceId, clues) : null;
  if (!workspaceId || !messageId) return null;
  return { workspaceId, messageId, certainty: "likely", by: "recipient_and_time", addressKind: null };
}
