import type { Ctx } from "@/lib/base/context";
import { type Db, prisma } from "@/lib/base/db/client";
import type { PrismaClient } from "@/lib/base/db/generated/client";
import { createLog } from "@/lib/base/log";

/** What a verb about people and their accounts gets: like `Ctx`, but outside of any workspace. */
export type AccountCtx = Pick<Ctx, "db" | "now" | "log" | "ip">;

export function accountCtx(ip?: string, db: Db = prisma): AccountCtx {
  return { db, now: () => new Date(), log: createLog({ part: "account" }), ip };
}

/** Runs `work` in one transaction; nested calls join the running one. */
export async function inAccountTransaction<T>(ctx: AccountCtx, work: (tx: AccountCtx) => Promise<T>): Promise<T> {
  if (!("$transaction" in ctx.db)) return work(ctx);
  const client = ctx.db as PrismaClient;
  return client.$transaction((db) => work({ ...ctx, db }));
}
