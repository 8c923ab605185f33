import { prisma } from "@/lib/base/db/client";

/** At most so many ids of one mail are looked up: that of its address, and ten each with a MAC and without. */
const MAX_IDS = 21;

/**
 * Messages by their id alone, in whatever workspace they are: what comes back names a message and nothing else. On several servers
 * each of them is asked, by its index on the id; so this is for what others send us, and not for what happens to every message.
 */
export function messagesAnywhere(ids: readonly string[]): Promise<{ id: string; workspaceId: string }[]> {
  return prisma.message.findMany({
    where: { id: { in: ids.slice(0, MAX_IDS) } },
    select: { id: true, workspaceId: true },
  });
}
