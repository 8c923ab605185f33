import { cp, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { migrate, readMigrations, schemaState } from "@/lib/base/db/migrate";
import { env } from "@/lib/base/env";
import { schemaDifference } from "@/lib/run/cli/schema-engine";
import { testList, testWorkspace } from "../support/db";
import { emptyDatabase } from "../support/empty-database";

test("the migrations build exactly what the schema says", async () => {
  expect(await schemaDifference(env.DATABASE_URL)).toBe("");
  expect(await schemaState(env.DATABASE_URL, "prisma/migrations")).toEqual({ pending: [], newer: null });
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

test("migrations apply to an empty database, and a second run finds nothing to do", async () => {
  const { url, drop } = await emptyDatabase();
  const all = (await readMigrations("prisma/migrations")).map(({ name }) => name);
  expect(await migrate(url, "prisma/migrations")).toEqual(all);
  expect(await migrate(url, "prisma/migrations")).toEqual([]);
  expect(await schemaDifference(url)).toBe("");
  await drop();
});

test("the newest migrations apply on top of the release before, and its rows stay", async () => {
  const { url, drop } = await emptyDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), "homing-release-"));
  const all = await readMigrations("prisma/migrations");
  const [first, ...later] = all;
  await cp(path.join("prisma/migrations", first!.name), path.join(folder, first!.name), { recursive: true });
  await migrate(url, folder);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("insert into workspace (id, slug, name, updated_at) values (new_id(), 'kept', 'Kept', now())");
  expect(await migrate(url, "prisma/migrations")).toEqual(later.map(({ name }) => name));
  const { rows } = await client.query("select name from workspace where slug = 'kept'");
  expect(rows).toEqual([{ name: "Kept" }]);
  await client.end();
  expect(await schemaDifference(url)).toBe("");
  await drop();
});

test("a migration that was edited after it was applied is refused by name", async () => {
  const { url, drop } = await emptyDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), "homing-edited-"));
  await mkdir(path.join(folder, "1_one"));
  await writeFile(path.join(folder, "1_one/migration.sql"), "create table one (id int);");
  await migrate(url, folder);
  await writeFile(path.join(folder, "1_one/migration.sql"), "create table one (id bigint);");
  await expect(migrate(url, folder)).rejects.toThrow(/1_one was changed/);
  await drop();
});
