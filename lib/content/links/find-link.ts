import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import { prisma } from "@/lib/base/db/client";

export interface StoredLink {
  /** Null for links of test mails, which are in no report. */
  id: string | null;
  url: string;
  /** It is the address itself, whatever looks like a merge tag in it: a single mail is made for its recipients alone. */
  isFinal?: boolean;
}

/** Links are frozen at launch; the short life is for campaigns that went back to draft. */
const FRESH_MS = 10_000;
const recent = new BoundedCache<Promise<ReadonlyMap<number, StoredLink>>>({ max: 500 });

/** The link a click token's number stands for, or null. A campaign's links are read once and kept for some seconds. */
export async function findLink(workspaceId: string, campaignId: string, position: number): Promise<StoredLink | null> {
  const key = `${workspaceId}/${campaignId}`;
  const byPosition = await remember(recent, key, () => linksOf(workspaceId, campaignId), FRESH_MS);
  return byPosition.get(position) ?? null;
}

async function linksOf(workspaceId: string, campaignId: string): Promise<ReadonlyMap<number, StoredLink>> {
  const rows = await prisma.campaignLink.findMany({
    where: { workspaceId, campaignId },
    select: { id: true, url: true, position: true },
  });
  return new Map(rows.map((row) => [row.position, { id: row.id, url: row.url }]));
}
