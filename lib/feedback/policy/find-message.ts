import { parseEmailAddress } from "@/lib/base/addresses/email-address";
import { prisma } from "@/lib/base/db/client";
import { readMessageToken } from "@/lib/content/links/links";
import { messagesAnywhere } from "@/lib/events/ledger/messages-anywhere";
import type { Certainty } from "@/lib/feedback/parse/canonical-event";
import type { FoundBy } from "@/lib/feedback/parse/found-by";
import type { InboundReport } from "@/lib/feedback/parse/report-types";
import { parseVerp, signedIdsIn, type VerpKind } from "@/lib/mail/mime/verp";
import { addressesIn, type FieldBlock } from "@/lib/mail/read/fields";

export interface FoundMessage {
  workspaceId: string;
  messageId: string;
  certainty: Certainty;
  /** What named it. */
  by: FoundBy;
  /** What the address it came to was made for; null when it came to none of ours. */
  addressKind: VerpKind | null;
}

export interface FindMessage {
  /** Addresses the report came to, the surest first: RCPT TO, else what `addressedTo` reads from the header section. */
  addresses: readonly string[];
  report: InboundReport;
  receivedAt: Date;
  /** Where the route belongs to one workspace (its bounce mailbox), nothing of another one is found. */
  workspaceId?: string | undefined;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/gi;
const LOOK_BACK_MS = 7 * 86_400_000;
const CLOCK_MS = 300_000;

/**
 * The message a received report is about: by the signed token of the address it came to; else by a signed Message-ID, reference or
 * unsubscribe link in what was returned or answered. Anybody can send us a report, so only a MAC makes sure. Only likely is what was
 * found by a bare id, or by recipient and time, among the last week's mail of the one workspace whose domain it came to or was sent
 * from, when exactly one message fits.
 */
export async function findMessage(input: FindMessage): Promise<FoundMessage | null> {
  const verp = input.addresses.map((address) => parseVerp(address)).find((each) => each !== null);
  if (verp) {
    const known = await lookUp([verp.messageId], input.workspaceId);
    if (known) return { ...known, certainty: "certain", by: "token", addressKind: verp.kind };
  }
  const { signed, bare } = namedIds(input.report);
  const proven = signed.length > 0 ? await lookUp(signed, input.workspaceId) : null;
  if (proven) return { ...proven, certainty: "certain", by: "message_id", addressKind: null };
  const named = bare.length > 0 ? await lookUp(bare, input.workspaceId) : null;
  if (named) return { ...named, certainty: "likely", by: "unsigned_id", addressKind: null };
  return byRecipient(input);
}

async function lookUp(
  ids: readonly string[],
  workspaceId: string | undefined,
): Promise<{ workspaceId: string; messageId: string } | null> {
  const rows = workspaceId
    ? await prisma.message.findMany({
        where: { workspaceId, id: { in: [...ids] } },
        select: { id: true, workspaceId: true },
      })
    : await messagesAnywhere(ids);
  const row = ids.flatMap((id) => rows.find((each) => each.id === id) ?? [])[0];
  return row ? { workspaceId: row.workspaceId, messageId: row.id } : null;
}

/** UUIDs of messages that a report names, with a MAC of ours and without, the surest first. Each one is looked up. */
function namedIds(report: InboundReport): { signed: string[]; bare: string[] } {
  const returned = "returned" in report ? report.returned : null;
  const texts = [
    ...("messageId" in report && report.messageId ? [report.messageId] : []),
    ...("envelopeId" in report && report.envelopeId ? [report.envelopeId] : []),
    ...(returned ? textsOf(returned) : []),
    ...("references" in report ? report.references : []),
  ];
  const short = texts.map((text) => text.slice(0, 2000));
  const signed = [...(returned ? tokensOf(returned) : []), ...short.flatMap(signedIdsIn)];
  const bare = short.flatMap((text) => [...text.matchAll(uuid)].map(([id]) => id.toLowerCase()));
  const first = (ids: string[]) => [...new Set(ids)].slice(0, 10);
  return { signed: first(signed), bare: first(bare) };
}

function textsOf(returned: FieldBlock): string[] {
  return ["message-id", "x-entity-ref-id", "x-msg-id", "references", "in-reply-to", "original-message-id"].flatMap(
    (name) => returned.get(name) ?? [],
  );
}

/** Signed tokens in the returned header section: the return path, and both addresses of List-Unsubscribe. */
function tokensOf(returned: FieldBlock): string[] {
  const links = (returned.get("list-unsubscribe") ?? []).join(" ").slice(0, 4000);
  const paths = ["return-path", "x-envelope-from", "list-unsubscribe", "x-original-mail-from"].flatMap(
    (name) => returned.get(name) ?? [],
  );
  const verp = addressesIn(paths.join(" ").replaceAll("mailto:", " ")).flatMap(
    (address) => parseVerp(address)?.messageId ?? [],
  );
  const signed = [...links.matchAll(/\/([A-Za-z0-9_-]{64})(?=[>?/,\s]|$)/g)].flatMap(
    ([, token]) => readMessageToken("unsubscribe", token ?? "")?.messageId ?? [],
  );
  return [...verp, ...signed];
}

function recipientsOf(report: InboundReport): string[] {
  switch (report.type) {
    case "bounce":
      return report.recipients.flatMap((each) => [each.originalAddress, each.address]).filter((each) => each !== null);
    case "complaint":
      return report.recipients;
    case "auto-reply":
    case "reply":
    case "unsubscribe":
      return report.from ? [report.from] : [];
    default:
      return [];
  }
}

async function byRecipient(input: FindMessage): Promise<FoundMessage | null> {
  const emails = [...new Set(recipientsOf(input.report).slice(0, 5).flatMap(normalized))];
  const workspaceId = emails.length > 0 ? (input.workspaceId ?? (await workspaceOf(input))) : null;
  if (!workspaceId) return null;
  const contacts = await prisma.contact.findMany({
    where: { workspaceId, emailNormalized: { in: emails } },
    select: { id: true },
    take: 5,
  });
  const sentAt = {
    gte: new Date(input.receivedAt.getTime() - LOOK_BACK_MS),
    lte: new Date(input.receivedAt.getTime() + CLOCK_MS),
  };
  const messages = await prisma.message.findMany({
    where: { workspaceId, contactId: { in: contacts.map((each) => each.id) }, emailNormalized: { in: emails }, sentAt },
    select: { id: true },
    take: 2,
  });
  if (messages.length !== 1) return null;
  return { workspaceId, messageId: messages[0]!.id, certainty: "likely", by: "recipient_and_time", addressKind: null };
}

function normalized(text: string): string[] {
  const address = parseEmailAddress(text);
  return "error" in address ? [] : [address.normalized];
}

/** The one workspace whose sending domain or return path the report came to, or whose author the returned message names. */
async function workspaceOf({ addresses, report }: FindMessage): Promise<string | null> {
  const returned = "returned" in report ? report.returned : null;
  const authors = returned
    ? ["from", "sender", "return-path"].flatMap((name) => addressesIn((returned.get(name) ?? []).join(" ")))
    : [];
  const hosts = [
    ...new Set(
      [...addresses, ...authors].flatMap((address) => /@([^@>\s]{1,253})>?$/.exec(address)?.[1]?.toLowerCase() ?? []),
    ),
  ];
  if (hosts.length === 0) return null;
  const domains = await prisma.sendingDomain.findMany({
    // A name that was only typed in decides nothing: neither for its workspace nor against the owner's.
    where: {
      status: { in: ["verified", "local"] },
      OR: [{ name: { in: hosts } }, { returnPathHost: { in: hosts } }],
    },
    select: { workspaceId: true },
    distinct: ["workspaceId"],
    take: 2,
  });
  return domains.length === 1 ? domains[0]!.workspaceId : null;
}
