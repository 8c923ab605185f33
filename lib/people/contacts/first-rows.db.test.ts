import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { testWorkspace } from "@/tests/support/db";
import { exportContactsCsv } from "./export-contacts";
import { findContacts } from "./find-contacts";
import { ContactFilters } from "./schema";

/** Contacts in the order of their numbers, the last one the newest; each tenth and each two thousandth is named after it. */
const fill = (ctx: Ctx, count: number) => prisma.$executeRaw`
  insert into contact (workspace_id, id, email, email_normalized, email_domain, first_name, last_name, created_at, updated_at)
  select ${ctx.workspaceId}::uuid, new_id(), a, a, 'example.com', case when n % 10 = 0 then 'Tenth' end,
    case when n % 2000 = 1 then 'Rare' end, timestamptz '2026-01-01' + n * interval '1 minute', now()
  from (select n, 'n' || n || '@example.com' as a from generate_series(1, ${count}::int) n) numbered`;

const rulesFor = (field: "first_name" | "last_name", value: string) =>
  JSON.stringify({ kind: "group", match: "all", rules: [{ kind: "text", field, op: "is", value }] });

async function pages(ctx: Ctx, input: Parameters<typeof findContacts>[1]): Promise<string[][]> {
  const found: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await findContacts(ctx, { ...input, cursor });
    found.push(page.items.map(({ email }) => email.split("@")[0]!));
    cursor = page.nextCursor ?? undefined;
  } while (cursor && found.length < 30);
  return found;
}

test("who is rare is found from behind many others, page by page and each once, in the order asked for", async () => {
  const ctx = await testWorkspace();
  await fill(ctx, 7000);
  const rare = { rules: rulesFor("last_name", "rare"), limit: 2 };
  expect(await pages(ctx, rare)).toEqual([
    ["n6001", "n4001"],
    ["n2001", "n1"],
  ]);
  expect(await pages(ctx, { ...rare, direction: "asc" })).toEqual([
    ["n1", "n2001"],
    ["n4001", "n6001"],
  ]);
  expect(await pages(ctx, { ...rare, sort: "email", direction: "asc" })).toEqual([
    ["n1", "n2001"],
    ["n4001", "n6001"],
  ]);
  // One in ten: 100 of the first 1,000, and all 700 over seven pages.
  const tenth = (await pages(ctx, { rules: rulesFor("first_name", "TENTH"), limit: 100 })).flat();
  expect(tenth).toEqual(Array.from({ length: 700 }, (_, at) => `n${7000 - at * 10}`));
  expect(await pages(ctx, { rules: rulesFor("first_name", "nobody") })).toEqual([[]]);
});

test("an export has everybody once, over the ends of its pieces too, and of a filter those who fit", async () => {
  const ctx = await testWorkspace();
  await fill(ctx, 10_001);
  const exported = async (filters: object) => {
    let text = "";
    for await (const lines of await exportContactsCsv(ctx, ContactFilters.parse(filters))) text += lines;
    return text
      .trimEnd()
      .split("\r\n")
      .slice(1)
      .map((line) => line.split("@")[0]);
  };
  expect(await exported({})).toEqual(Array.from({ length: 10_001 }, (_, at) => `n${at + 1}`));
  expect(await exported({ rules: rulesFor("last_name", "rare") })).toEqual([
    "n1",
    "n2001",
    "n4001",
    "n6001",
    "n8001",
    "n10001",
  ]);
});
