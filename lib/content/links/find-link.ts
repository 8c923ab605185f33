import { prisma } from "@/lib/base/db/client";

export interface StoredLink {
  /** Null for links of test mails, which are in no report. */
  id: string | null;
  url: string;
}

interface CachedLinks {
  readAtMs: number;
  byPosition: Map<number, StoredLink>;
}

/** Links are frozen at launch; the short life is for campaigns that went back to draft. */
const LIFE_MS = 10_000;
const MAX_CAMPAIGNS = 500;
const cache = new Map<string, CachedLinks>();

/** The link a click token's number stands for, or null. A campaign's links are read once and kept for some seconds. */
export async function findLink(workspaceId: string, campaignId: string, position: number): Promise<StoredLink | null> {
  const key = `${workspaceId}/${campaignId}`;
  const known = cache.get(key);
  if (known && Date.now() - known.readAtMs < LIFE_MS) return known.byPosition.get(position) ?? null;
  const rows = await prisma.campaignLink.findMany({
    where: { workspaceId, campaignId },
    select: { id: true, url: true, position: true },
  });
  cache.delete(key);
  if (cache.size >= MAX_CAMPAIGNS) cache.delete(cache.keys().next().value ?? "");
  const byPosition = new Map(rows.map((row) => [row.position, { id: row.id, url: row.url }]));
  cache.set(key, { readAtMs: Date.now(), byPosition });
  return byPosition.get(position) ?? null;
}
