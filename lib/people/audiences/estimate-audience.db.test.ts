import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { testList, testWorkspace } from "@/tests/support/db";
import type { Audience } from "./audience.shared";
import { estimateAudience } from "./estimate-audience";

async function listOf(ctx: Ctx, count: number): Promise<string> {
  const list = await testList(ctx);
  await prisma.$executeRaw`
    with made as (
      insert into contact (workspace_id, id, email, email_normalized, email_domain, updated_at)
      select ${ctx.workspaceId}::uuid, new_id(), a, a, 'example.com', now()
      from (select 'r' || n || '@example.com' as a from generate_series(1, ${count}::int) n) numbered returning id
    )
    insert into subscription (workspace_id, id, list_id, contact_id, status)
    select ${ctx.workspaceId}::uuid, new_id(), ${list.id}::uuid, id,
      case when row_number() over () % 4 = 0 then 'unsubscribed' else 'confirmed' end from made`;
  return list.id;
}

const onList = (list: string): Audience => ({
  include: { lists: [list], segments: [], tags: [] },
  exclude: { lists: [], segments: [] },
});

test("few are counted, of many a sample is, which says so and adds up", async () => {
  const ctx = await testWorkspace();
  const audience = onList(await listOf(ctx, 8000));
  const counted = await estimateAudience(ctx, audience);
  expect(counted).toEqual({ total: 8000, willReceive: 6000, excludedByReason: { unsubscribed: 2000 }, isAbout: false });
  const about = await estimateAudience(ctx, audience, { counted: 5000 });
  expect(about.isAbout).toBe(true);
  // One in sixteen of 8,000 people are 500, give or take 22: a hundred away is one case in a hundred thousand.
  expect(Math.abs(about.total - 8000)).toBeLessThan(1600);
  expect(about.total).toBe(about.willReceive + (about.excludedByReason.unsubscribed ?? 0));
  expect(await estimateAudience(ctx, audience, { counted: 5000 })).toEqual(about);
});
