import { expect, test } from "vitest";
import { schemaDifference } from "@/lib/cli/schema-engine";
import { prisma } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import { pendingMigrations } from "@/lib/db/migrate";
import { env } from "@/lib/env";
import { testList, testWorkspace } from "../support/db";

test("the migrations build exactly what the schema says", async () => {
  expect(await schemaDifference(env.DATABASE_URL)).toBe("");
  expect(await pendingMigrations(env.DATABASE_URL, "prisma/migrations")).toEqual([]);
});

test("ids made by the database are UUIDv7 and sort by time", async () => {
  const [row] = await prisma.$queryRaw<{ a: string; b: string }[]>`select new_id()::text as a, new_id()::text as b`;
  expect(row?.a[14]).toBe("7");
  expect(row!.a < row!.b).toBe(true);
});

test("a row cannot point into another workspace", async () => {
  const [mine, theirs] = [await testWorkspace(), await testWorkspace()];
  const list = await testList(theirs);
  const contactId = newId();
  const email = "a@example.com";
  const contact = {
    workspaceId: mine.workspaceId,
    id: contactId,
    email,
    emailNormalized: email,
    emailDomain: "example.com",
  };
  await prisma.contact.create({ data: contact });
  const crossing = {
    workspaceId: mine.workspaceId,
    id: newId(),
    listId: list.id,
    contactId,
    status: "confirmed" as const,
  };
  await expect(prisma.subscription.create({ data: crossing })).rejects.toThrow(/foreign key/i);
});

test("an event lands in the partition of its month", async () => {
  const ctx = await testWorkspace();
  const id = newId();
  await prisma.event.create({
    data: { workspaceId: ctx.workspaceId, id, type: "contact.created", occurredAt: new Date() },
  });
  const rows = await prisma.$queryRaw<{ partition: string }[]>`
    select tableoid::regclass::text as partition from event where workspace_id = ${ctx.workspaceId}::uuid and id = ${id}::uuid`;
  const month = new Date().toISOString().slice(0, 7).replace("-", "_");
  expect(rows[0]?.partition).toBe(`partitions.event_${month}`);
});
