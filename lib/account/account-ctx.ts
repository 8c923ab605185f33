import type { Ctx } from "@/lib/base/context";
import { type Db, prisma } from "@/lib/base/db/client";
import { createLog } from "@/lib/base/log";

/** What a verb about people and their accounts gets: like `Ctx`, but outside of any workspace. */
export type AccountCtx = Pick<Ctx, "db" | "now" | "log" | "ip">;

export function accountCtx(ip?: string, db: Db = prisma): AccountCtx {
  return { db, now: () => new Date(), log: createLog({ part: "account" }), ip };
}
