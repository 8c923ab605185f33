import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { migrate } from "@/lib/base/db/migrate";
import { startCluster } from "@/lib/run/cluster/cluster";
import { ensureDatabase } from "@/lib/run/cluster/cluster-database";

declare module "vitest" {
  export interface ProvidedContext {
    /** URL of the migrated template; each test file clones a database of its own from it. */
    templateUrl: string;
    /** Of who may make databases; the product never does. */
    superuserUrl: string;
  }
}

/** One PostgreSQL for the run, with a migrated template database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), "homing-test-"));
  // Set by `npm run test:database -- --postgres N`.
  const bin = process.env.TEST_POSTGRES_BIN;
  const cluster = await startCluster(folder, { fast: true, ...(bin && { bin }) });
  const url = await ensureDatabase(cluster, "template_homing");
  await migrate(url, "prisma/migrations");
  project.provide("templateUrl", url);
  project.provide("superuserUrl", cluster.superuserUrl("postgres"));
  return async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
