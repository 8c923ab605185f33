import { parseEmailAddress } from "@/lib/base/addresses/email-address";
import { prisma } from "@/lib/base/db/client";
import { env } from "@/lib/base/env";
import { parseWorkspaceAddress } from "@/lib/inbound/addresses/workspace-address";
import { parseVerp } from "@/lib/mail/mime/verp";

/** Workspaces with the same local name that are looked at; it is a name for trying things out. */
const MAX_NAMESAKES = 100;

/** Why an address takes mail here, and whose it is as far as the address tells. */
export interface OurAddress {
  as: "message" | "workspace" | "sender" | "role";
  workspaceId: string | null;
}

/**
 * Whether mail to an address is taken: those that we made and signed; the senders of domains that only the embedded mailbox knows, because
 * no other server could take their replies; and postmaster and abuse of our own hosts (RFC 5321 §4.5.1, RFC 2142). Everything else is
 * refused, so no bounce of somebody else's mail (backscatter) ever comes in. Throws when the database is asked and does not answer.
 */
export async function ourAddress(address: string): Promise<OurAddress | null> {
  if (parseVerp(address)) return { as: "message", workspaceId: null };
  const workspace = parseWorkspaceAddress(address);
  if (workspace) return { as: "workspace", workspaceId: workspace.workspaceId };
  if (/^<?(postmaster|abuse)(@|$)/i.test(address)) {
    return (await isOurHost(address)) ? { as: "role", workspaceId: null } : null;
  }
  return env.MAILBOX === "embedded" ? localSender(address) : null;
}

async function isOurHost(address: string): Promise<boolean> {
  const host = /@([^@>]{1,253})>?$/.exec(address)?.[1]?.toLowerCase();
  if (!host || host === env.INBOUND_DOMAIN.toLowerCase()) return true;
  const where = { OR: [{ name: host }, { returnPathHost: host }] };
  return (await prisma.sendingDomain.findFirst({ where, select: { id: true } })) !== null;
}

async function localSender(text: string): Promise<OurAddress | null> {
  const address = parseEmailAddress(text);
  if ("error" in address) return null;
  const domains = await prisma.sendingDomain.findMany({
    where: { status: "local", name: address.domain },
    select: { workspaceId: true },
    orderBy: { id: "asc" },
    take: MAX_NAMESAKES,
  });
  const found: string[] = [];
  for (const { workspaceId } of domains) {
    const where = { workspaceId, email: { equals: address.email, mode: "insensitive" as const } };
    if (await prisma.sender.findFirst({ where, select: { id: true } })) found.push(workspaceId);
  }
  if (!found[0]) return null;
  // Local names can be tried out in two workspaces at once: then the address alone does not tell whose the mail is.
  return { as: "sender", workspaceId: found.length === 1 ? found[0] : null };
}
