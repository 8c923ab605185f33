import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { staleAfterMs } from "@/lib/base/health/readiness";
import { ownVersion } from "@/lib/base/process/own-version";
import { boundedLook } from "./bounded-look";

/** A worker as operators see it; times are ISO 8601. */
export interface WorkerItem {
  id: string;
  host: string;
  version: string;
  /** It runs another version than the web process that answers. */
  differs: boolean;
  startedAt: string;
  seenAt: string;
  /** It has given a sign of life lately. */
  alive: boolean;
  problem: string | null;
  /** Names of what it has in hand. */
  doing: string[];
}

const MOST = 500;

/** Workers that gave a sign of life within the last hour, those that live first; null when it is not known. For the operator. */
export async function readWorkerItems(ctx: Ctx): Promise<WorkerItem[] | null> {
  await requireOperator(ctx);
  return boundedLook("workers", async () => {
    const rows = await prisma.workerHeartbeat.findMany({ orderBy: [{ host: "asc" }, { id: "asc" }], take: MOST });
    const aliveAfter = Date.now() - staleAfterMs;
    const items = rows.map(({ startedAt, seenAt, ...row }) => ({
      ...row,
      differs: row.version !== ownVersion,
      startedAt: startedAt.toISOString(),
      seenAt: seenAt.toISOString(),
      alive: seenAt.getTime() > aliveAfter,
    }));
    return items.sort((a, b) => Number(b.alive) - Number(a.alive));
  });
}
