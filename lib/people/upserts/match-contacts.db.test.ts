import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { findByKey } from "@/lib/base/db/pg-transaction";
import { inTransaction } from "@/lib/base/db/transaction";
import { testWorkspace } from "@/tests/support/db";
import { lockKnown } from "./match-contacts";
import { readItems, type UpsertItem } from "./read-items";

const addressOf = (at: number) => `p${at}@example.com`;

const fill = ({ workspaceId }: Ctx, count: number) => prisma.$executeRaw`
  insert into contact (workspace_id, id, external_id, email, email_normalized, email_domain, updated_at)
  select ${workspaceId}::uuid, new_id(), n, 'p' || n || '@example.com', 'p' || n || '@example.com', 'example.com', now()
    from generate_series(1, ${count}::int) n`;

/** Rows of contact that this transaction has read. */
async function rowsRead({ db }: Ctx): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select (coalesce(idx_tup_fetch, 0) + seq_tup_read)::int as count from pg_stat_xact_user_tables where relname = 'contact'`;
  return row?.count ?? 0;
}

test("a workspace that the database takes for empty is asked by key, not read as a whole for each of a thousand", async () => {
  const [other, ctx] = [await testWorkspace(), await testWorkspace()];
  await fill(other, 20_000);
  await prisma.$executeRaw`analyze contact`;
  // Since then nobody has told the planner of this one.
  await fill(ctx, 3000);
  const given = Array.from({ length: 1000 }, (_, n) => ({ email: addressOf(2 * n), externalId: String(2 * n) }));
  await inTransaction(ctx, async (tx) => {
    await findByKey(tx);
    const items = readItems(given, []).filter((item): item is UpsertItem => !("failure" in item));
    expect(await lockKnown(tx, items)).toHaveLength(999);
    expect(await rowsRead(tx)).toBeLessThan(10_000);
  });
});
