import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { notFound } from "@/lib/base/errors";
import { BIN_DAYS, type BinKind } from "./bin-kinds.shared";
import { binContent } from "./put-in-bin";

/** Something out of the bin, for the verb of its kind. */
export interface BinnedThing {
  kind: BinKind;
  subjectId: string;
  name: string;
  content: Record<string, unknown>;
  memberId: string | null;
}

/** The oldest moment of which deleted things are still there. */
export const keptSince = (ctx: Ctx) => new Date(ctx.now().getTime() - BIN_DAYS * 86_400_000);

/** Who may see an entry: everybody in the workspace, or the one member whose it was. */
export function ownEntries(ctx: Ctx) {
  const memberId = ctx.actor.type === "member" ? ctx.actor.memberId : null;
  return {
    workspaceId: ctx.workspaceId,
    deletedAt: { gte: keptSince(ctx) },
    OR: [{ memberId: null }, ...(memberId ? [{ memberId }] : [])],
  };
}

/** Takes an entry out, so that it comes back once only; `not_found` when it is not there any more. */
export async function takeFromBin(tx: Ctx, id: string): Promise<BinnedThing> {
  const entry = await tx.db.binEntry.findFirst({ where: { ...ownEntries(tx), id } });
  const gone = entry
    ? await tx.db.$executeRaw(
        Prisma.sql`delete from bin_entry where workspace_id = ${tx.workspaceId}::uuid and id = ${id}::uuid`,
      )
    : 0;
  if (!entry || gone === 0) throw notFound("deleted thing");
  const { kind, subjectId, name, memberId } = entry;
  return { kind, subjectId, name, memberId, content: binContent.read(entry.binned) };
}

/** Forgets what was deleted longer ago than it is kept. Answers how much that was. */
export async function sweepBin(ctx: Ctx): Promise<number> {
  const where = { workspaceId: ctx.workspaceId, deletedAt: { lt: keptSince(ctx) } };
  return (await ctx.db.binEntry.deleteMany({ where })).count;
}
