import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { migrate } from "@/lib/base/db/migrate";
import { startCluster } from "@/lib/run/cluster/cluster";
import { ensureDatabase } from "@/lib/run/cluster/cluster-database";
import { schemaDifference } from "./schema-engine";

/** `npm run db:migration -- NAME`: writes the SQL from the last migration to the schema, without a network or a server. */
async function main(): Promise<void> {
  const name = process.argv[2] ?? "";
  if (!/^[a-z0-9_]+$/.test(name))
    throw new Error("Name the migration in lower case: npm run db:migration -- add_saved_views");
  const folder = mkdtempSync(path.join(tmpdir(), "homing-migration-"));
  const cluster = await startCluster(folder, { fast: true });
  try {
    const url = await ensureDatabase(cluster, "scratch");
    await migrate(url, "prisma/migrations");
    const sql = await schemaDifference(url);
    if (!sql) {
      console.log("The schema and the migrations agree: there is nothing to write.");
      return;
    }
    const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const target = path.join("prisma/migrations", `${stamp}_${name}`);
    await mkdir(target, { recursive: true });
    await writeFile(path.join(target, "migration.sql"), `${sql}\n`);
    console.log(`Wrote ${target}/migration.sql. Read it before you commit it.`);
  } finally {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
