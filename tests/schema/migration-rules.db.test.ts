import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { indexMadeAlone, type Migration, migrate, readMigrations } from "@/lib/base/db/migrate";
import { emptyDatabase } from "@/tests/support/empty-database";
import { exceptions, ruleSince } from "@/tests/support/migrations/exceptions";
import { locksHeld, schemaPicture } from "@/tests/support/migrations/schema-picture";
import { type Break, whatBreaks } from "@/tests/support/migrations/what-breaks";

// Whoever upgrades has the release before at work on the schema of the next one. README, "Adding a feature".
const all = await readMigrations("prisma/migrations");
const isOld = ({ name }: Pick<Migration, "name">) => name < ruleSince;
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let client: pg.Client;

beforeAll(async () => {
  database = await emptyDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), "homing-rules-"));
  for (const { name } of all.filter(isOld))
    await cp(path.join("prisma/migrations", name), path.join(folder, name), { recursive: true });
  await migrate(database.url, folder);
  await rm(folder, { recursive: true });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** What this SQL does to those at work; it stays done with `keep`. */
async function breaksOf(sql: string, keep: boolean): Promise<Break[]> {
  const before = await schemaPicture(client);
  const isAlone = indexMadeAlone(sql) !== null;
  if (!isAlone) await client.query("begin");
  await client.query(sql);
  const locks = isAlone ? [] : await locksHeld(client, before);
  const after = await schemaPicture(client);
  if (!isAlone) await client.query(keep ? "commit" : "rollback");
  return whatBreaks(before, after, locks);
}

test("no migration breaks the release before, or makes it wait", async () => {
  const found: string[] = [];
  for (const { name, sql } of all.filter((migration) => !isOld(migration))) {
    for (const { kind, text } of await breaksOf(sql, true)) {
      const isNamed = all.some((other) => other.name < name && name.endsWith(`_after_${other.name.slice(0, 14)}`));
      if (kind === "contract" && !isNamed)
        found.push(`${name} ${text}: a step of the release after, in a migration named …_after_MIGRATION`);
      else if (!exceptions.some(({ migration, does }) => migration === name && does === text))
        found.push(`${name} ${text}: say in tests/support/migrations/exceptions.ts why that does no harm`);
    }
  }
  expect(found).toEqual([]);
  for (const { migration } of exceptions) expect(all.map(({ name }) => name)).toContain(migration);
});

const list = "check (status in ('draft', 'scheduled'";
test.each([
  ["alter table contact add column shoe_size int", []],
  ["alter table contact add column shoe_size int not null default 0", []],
  ["create table shoe (id uuid primary key, size int not null check (size > 0)); create index on shoe (size)", []],
  [
    "alter table contact add column shoe_id uuid references workspace (id)",
    ["reads all of contact for contact.contact_shoe_id_fkey under a lock"],
  ],
  [
    "alter table contact add column shoe_id uuid; alter table contact add constraint s foreign key (shoe_id) references workspace (id) not valid",
    [],
  ],
  ["alter table contact add column shoe_size int not null", ["adds contact.shoe_size, which may not be null"]],
  ["alter table contact drop column first_name", ["drops the column contact.first_name"]],
  ["alter table contact rename column first_name to given_name", ["drops the column contact.first_name"]],
  ["drop table webhook_endpoint cascade", ["drops the table webhook_endpoint"]],
  ["alter table contact rename to person", ["drops the table contact"]],
  ["alter table contact alter column first_name set not null", ["forbids null in contact.first_name"]],
  ["alter table workspace alter column created_at drop default", ["takes the default of workspace.created_at"]],
  ["alter table workspace alter column name type varchar(200)", ["changes the type of workspace.name"]],
  [
    "alter table workspace add constraint short check (length(name) < 50) not valid",
    ["makes workspace.short stricter"],
  ],
  [
    "create unique index workspace_name on workspace (name)",
    ["makes workspace_name unique in workspace", "makes an index on workspace while"],
  ],
  ["create index workspace_name on workspace (name)", ["makes an index on workspace while nobody writes"]],
  ["drop function new_id cascade", ["drops the function new_id()"]],
  ["update workspace set name = 'x'", ["changes rows of workspace"]],
  [
    "alter table workspace add column made timestamptz default clock_timestamp()",
    ["writes the whole table workspace anew"],
  ],
  [`alter table shape drop constraint list, add constraint list ${list}, 'sent')) not valid`, []],
  [`alter table shape drop constraint list, add constraint list ${list})) not valid`, []],
  [
    "alter table shape drop constraint list, add constraint list check (status in ('draft', 'sent')) not valid",
    ["makes shape.list stricter"],
  ],
])("%s", async (sql, expected) => {
  await client.query(`create table if not exists shape (status text, constraint list ${list})))`);
  const texts = (await breaksOf(sql, false)).map(({ text }) => text);
  for (const part of expected) expect(texts.join("\n")).toContain(part);
  if (expected.length === 0) expect(texts).toEqual([]);
});
