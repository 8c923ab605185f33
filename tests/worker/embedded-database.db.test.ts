import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "@/lib/base/db/migrate";
import { appRole, type Cluster, startCluster } from "@/lib/run/cluster/cluster";
import { ensureDatabase } from "@/lib/run/cluster/cluster-database";

const root = mkdtempSync(path.join(tmpdir(), "homing-embedded-"));
const folder = path.join(root, "data");
let cluster: Cluster;
let url: string;

async function query<T extends object>(connectionString: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

const asRoot = process.getuid?.() === 0 && process.platform === "linux";

beforeAll(async () => {
  process.env.A_SECRET_OF_OURS = "do not hand on";
  // A folder that only root may enter: the server still runs without any right of root's.
  if (asRoot) expect(statSync(root).mode & 0o001).toBe(0);
  mkdirSync(folder);
  cluster = await startCluster(folder, { fast: true });
  url = await ensureDatabase(cluster, "homing");
});

afterAll(async () => {
  await cluster.stop();
  if (asRoot) rmSync(readFileSync(path.join(folder, "pg-home"), "utf8"), { recursive: true, force: true });
  rmSync(root, { recursive: true, force: true });
});

test("the product's role is no superuser, and owns its database only", async () => {
  await migrate(url, "prisma/migrations");
  const [role] = await query<Record<string, boolean>>(
    url,
    "select rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls from pg_roles where rolname = current_user",
  );
  expect(new Set(Object.values(role ?? {}))).toEqual(new Set([false]));
  for (const forbidden of [
    "create role intruder superuser",
    "create database other",
    "copy (select 1) to program 'id'",
    "select pg_read_file('/etc/passwd')",
    "alter system set log_statement = 'all'",
    "select lo_import('/etc/passwd')",
    "create extension file_fdw",
  ]) {
    await expect(query(url, forbidden), forbidden).rejects.toMatchObject({ code: "42501" });
  }
});

test.skipIf(!asRoot)("its process is not root, has no capability, no other group and none of our secrets", () => {
  const status = readFileSync(`/proc/${cluster.pid}/status`, "utf8");
  const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, "m").exec(status)?.[1]?.trim() ?? "";
  expect(field("Uid")).not.toMatch(/\b0\b/);
  for (const set of ["CapInh", "CapPrm", "CapEff", "CapAmb"]) expect(Number.parseInt(field(set), 16), set).toBe(0);
  expect(field("Groups").split(/\s+/)).not.toContain("0");
  // Its group is the server's, which may walk through and no more.
  expect(statSync(folder).mode & 0o067).toBe(0);
  const environment = readFileSync(`/proc/${cluster.pid}/environ`, "utf8");
  expect(environment).not.toContain("do not hand on");
  for (const file of ["pg-password", "pg-app-password"]) {
    const { uid, mode } = statSync(path.join(folder, file));
    expect([uid, mode & 0o077], file).toEqual([0, 0]);
  }
});

test("a database that the superuser made for an earlier version is handed over whole", async () => {
  const su = cluster.superuserUrl;
  await query(su("postgres"), "create database earlier");
  await migrate(su("earlier"), "prisma/migrations");
  await query(
    su("earlier"),
    "create schema queue; create table queue.job (id int); create type queue.state as enum ('a')",
  );
  const app = await ensureDatabase(cluster, "earlier");
  const left = await query(
    app,
    `select relname as name from pg_class c join pg_namespace n on n.oid = relnamespace
      where nspname !~ '^(pg_|information_schema)' and pg_get_userbyid(relowner) <> '${appRole}'
     union all select proname from pg_proc p join pg_namespace n on n.oid = pronamespace
      where nspname !~ '^(pg_|information_schema)' and pg_get_userbyid(proowner) <> '${appRole}'
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  );
  expect(left).toEqual([]);
  await query(
    app,
    "alter table queue.job add column more text; alter type queue.state add value 'b'; drop table contact cascade",
  );
});
