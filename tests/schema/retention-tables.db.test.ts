import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { retentionKind, retentionKindNames } from "@/lib/retention/kinds.shared";
import { keptTables } from "../support/kept-tables";

// What nobody limits grows for ever, and holds people for ever: each table has a time, or a reason why not.
test("every table of the live catalogue is under a kind of retention or stays for a reason", async () => {
  const rows = await prisma.$queryRaw<{ name: string }[]>`
    select c.relname::text as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> '_prisma_migrations' order by 1`;
  const live = rows.map(({ name }) => name);
  expect(live.length).toBeGreaterThan(70);
  const limited = new Set(retentionKindNames.flatMap((kind) => [...retentionKind(kind).tables]));
  expect(live.filter((name) => !limited.has(name) && !Object.hasOwn(keptTables, name))).toEqual([]);
  expect(Object.keys(keptTables).filter((name) => limited.has(name) || !live.includes(name))).toEqual([]);
  expect([...limited].filter((name) => name !== "queue" && !live.includes(name))).toEqual([]);
});

test("the size of a table is shown once, and where its rows go", () => {
  const measured = retentionKindNames.flatMap((kind) => [...retentionKind(kind).measured]);
  expect(new Set(measured).size).toBe(measured.length);
  expect(new Set(retentionKindNames.flatMap((kind) => [...retentionKind(kind).tables]))).toEqual(new Set(measured));
});

test("what is usual can be set, and nothing is kept for longer than a number of years without being asked for", () => {
  for (const name of retentionKindNames) {
    const { least, usual, most } = retentionKind(name);
    expect([least, usual, most], name).toEqual([least, usual, most].toSorted((a, b) => a - b));
  }
});
