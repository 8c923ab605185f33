import { beforeEach, expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { findByKey, inPgTransaction, type SqlTx } from "@/lib/base/db/pg-transaction";
import { testWorkspace } from "@/tests/support/db";
import { lockKnown } from "./match-contacts";
import { readItems, type UpsertItem } from "./read-items";

const fill = ({ workspaceId }: Ctx, count: number) => prisma.$executeRaw`
  insert into contact (workspace_id, id, external_id, email, email_normalized, email_domain, updated_at)
  select ${workspaceId}::uuid, new_id(), n, 'p' || n || '@example.com', 'p' || n || '@example.com', 'example.com', now()
    from generate_series(1, ${count}::int) n`;

/** Every other one of the first two thousand whom `fill` makes, and the one before. */
const items = readItems(
  Array.from({ length: 1000 }, (_, n) => ({ email: `p${2 * n}@example.com`, externalId: String(2 * n) })),
  [],
).filter((item): item is UpsertItem => !("failure" in item));

/** Rows of contact that this transaction has read. */
async function rowsRead({ db }: SqlTx): Promise<number> {
  const [row] = await db.$queryRawUnsafe<{ count: number }[]>(`
    select (coalesce(idx_tup_fetch, 0) + seq_tup_read)::int as count from pg_stat_xact_user_tables where relname = 'contact'`);
  return row?.count ?? 0;
}

/** How many are known, and how many rows were read for it. */
const look = (ctx: Ctx) =>
  inPgTransaction(ctx.workspaceId, async (tx) => {
    await findByKey(tx);
    const before = await rowsRead(tx);
    const known = await lockKnown(tx, items);
    return { known: known.length, read: (await rowsRead(tx)) - before };
  });

beforeEach(async () => {
  await prisma.$executeRaw`truncate contact cascade`;
});

test("a workspace that came since the tables were looked at is asked by key, not read as a whole for each of a thousand", async () => {
  const [other, ctx] = [await testWorkspace(), await testWorkspace()];
  await fill(other, 20_000);
  await prisma.$executeRaw`analyze contact`;
  await fill(ctx, 3000);
  expect(await look(ctx)).toEqual({ known: 999, read: expect.toSatisfy((rows: number) => rows < 4000) });
});

test("so is one that was planned while there was nobody", async () => {
  const ctx = await testWorkspace();
  expect(await look(ctx)).toEqual({ known: 0, read: 0 });
  await fill(ctx, 3000);
  expect(await look(ctx)).toEqual({ known: 999, read: expect.toSatisfy((rows: number) => rows < 4000) });
});

test("so is the largest where all others have one contact", async () => {
  const ctx = await testWorkspace();
  for (let n = 0; n < 30; n++) await fill(await testWorkspace(), 1);
  await prisma.$executeRaw`analyze contact`;
  for (let n = 0; n < 3; n++) await look(ctx);
  await fill(ctx, 30_000);
  expect(await look(ctx)).toEqual({ known: 999, read: expect.toSatisfy((rows: number) => rows < 4000) });
});
