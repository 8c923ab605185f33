import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { indexSeen, type StaleContact } from "./index-contacts";
import { type SearchShape, searchShape } from "./search-shape";

const { sql } = Prisma;

const SLICE = 2000;
/** Between two looks at a workspace that was found in order. */
const LOOK_EVERY_MS = 24 * 3_600_000;

interface Look {
  maxMs: number;
  /** Goes on after this contact, null: from the first one. Not given: where the last look stopped, and not at all within a day of its end. */
  after?: string | null;
}

/**
 * Goes through the contacts of a workspace by id and makes the rows that are missing, of another change of their contact, or of another shape: those
 * from before there was a search, of an import, of a release before that wrote contacts beside this one, and after fields were chosen. Rows
 * without a contact go.
 * Answers the contact to go on after when `maxMs` were too short, else null.
 */
export async function indexStale(ctx: Ctx, { maxMs, after }: Look): Promise<string | null> {
  const deadline = performance.now() + maxMs;
  const where = { workspaceId: ctx.workspaceId };
  const shape = await searchShape(ctx);
  let from = after ?? null;
  if (after === undefined) {
    const mark = await ctx.db.contactSearchMark.findUnique({ where });
    const isSame = mark?.shape === shape.shape;
    const isRecent = mark?.finishedAt && ctx.now().getTime() - mark.finishedAt.getTime() < LOOK_EVERY_MS;
    if (isSame && isRecent) return null;
    from = isSame ? mark.doneUpTo : null;
  }
  for (;;) {
    from = await indexSlice(ctx, from, shape);
    const values = { shape: shape.shape, doneUpTo: from, finishedAt: from ? null : ctx.now() };
    await ctx.db.contactSearchMark.upsert({ where, create: { ...where, ...values }, update: values });
    if (!from || performance.now() > deadline) return from;
  }
}

/** The id that the slice ended with; null when there are no more. */
async function indexSlice(ctx: Ctx, after: string | null, shape: SearchShape): Promise<string | null> {
  return inTransaction(ctx, async (tx) => {
    const from = after ? sql`and c.id > ${after}::uuid` : Prisma.empty;
    const slice = await tx.db.$queryRaw<(StaleContact & { stale: boolean })[]>(sql`
      select c.id, s.contact_updated_at as "madeFrom",
             (s.contact_id is null or s.contact_updated_at <> c.updated_at or s.shape <> ${shape.shape}) as stale
      from contact c left join contact_search s on s.workspace_id = ${tx.workspaceId}::uuid and s.contact_id = c.id
      where c.workspace_id = ${tx.workspaceId}::uuid ${from} order by c.id limit ${SLICE}`);
    const stale = slice.filter((row) => row.stale);
    await indexSeen(tx, stale, shape);
    const end = slice.length < SLICE ? null : (slice.at(-1)?.id ?? null);
    await dropErased(tx, after, end);
    return end;
  });
}

/**
 * Rows whose contact is gone: a release before this one, at work beside it, leaves them to a reference that is no more. A new contact and its row
 * come to be seen together.
 */
async function dropErased(tx: Ctx, after: string | null, end: string | null): Promise<void> {
  const from = after ? sql`and s.contact_id > ${after}::uuid` : Prisma.empty;
  const to = end ? sql`and s.contact_id <= ${end}::uuid` : Prisma.empty;
  await tx.db.$executeRaw(sql`
    delete from contact_search s where s.workspace_id = ${tx.workspaceId}::uuid ${from} ${to}
      and not exists (select from contact c where c.workspace_id = ${tx.workspaceId}::uuid and c.id = s.contact_id)`);
}
