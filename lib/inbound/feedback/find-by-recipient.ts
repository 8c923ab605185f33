import { parseEmailAddress } from "@/lib/base/addresses/email-address";
import { prisma } from "@/lib/base/db/client";

/** Systems give up after some days; what is said of older mail carries one of our ids or nothing. */
const LOOK_BACK_MS = 7 * 86_400_000;
/** Clocks differ. */
const CLOCK_MS = 300_000;
const MAX_RECIPIENTS = 5;

/** The addresses as they are stored with messages; what is none is left out. At most five. */
export function normalizedRecipients(texts: readonly string[]): string[] {
  const found = texts.slice(0, MAX_RECIPIENTS).flatMap((text) => {
    const address = parseEmailAddress(text);
    return "error" in address ? [] : [address.normalized];
  });
  return [...new Set(found)];
}

/** Id of the one message of a workspace that went to these addresses in the week before; with two nobody can say which is meant. */
export async function findByRecipient(
  workspaceId: string,
  { recipients, at }: { recipients: readonly string[]; at: Date },
): Promise<string | null> {
  const emails = normalizedRecipients(recipients);
  if (emails.length === 0) return null;
  const contacts = await prisma.contact.findMany({
    where: { workspaceId, emailNormalized: { in: emails } },
    select: { id: true },
    take: MAX_RECIPIENTS,
  });
  if (contacts.length === 0) return null;
  const sentAt = { gte: new Date(at.getTime() - LOOK_BACK_MS), lte: new Date(at.getTime() + CLOCK_MS) };
  const messages = await prisma.message.findMany({
    where: { workspaceId, contactId: { in: contacts.map(({ id }) => id) }, emailNormalized: { in: emails }, sentAt },
    select: { id: true },
    take: 2,
  });
  return messages.length === 1 ? messages[0]!.id : null;
}

/** The one workspace that has proved a domain among those of the addresses; null where none or several have. */
export async function workspaceOfAddresses(addresses: readonly string[]): Promise<string | null> {
  const hosts = addresses.flatMap((address) => /@([^@>\s]{1,253})>?$/.exec(address)?.[1]?.toLowerCase() ?? []);
  if (hosts.length === 0) return null;
  const domains = await prisma.sendingDomain.findMany({
    // A name that was only typed in decides nothing: neither for its workspace nor against the owner's.
    where: {
      status: { in: ["verified", "local"] },
      OR: [{ name: { in: [...new Set(hosts)] } }, { returnPathHost: { in: [...new Set(hosts)] } }],
    },
    select: { workspaceId: true },
    distinct: ["workspaceId"],
    take: 2,
  });
  return domains.length === 1 ? domains[0]!.workspaceId : null;
}
