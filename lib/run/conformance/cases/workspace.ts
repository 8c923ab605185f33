import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Ctx, systemCtx } from "@/lib/base/context";
import { prisma, prismaClient } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { migrate } from "@/lib/base/db/migrate";
import { closePool } from "@/lib/base/db/pool";
import { stopBoss } from "@/lib/base/jobs/boss";
import { startCluster } from "@/lib/run/cluster/cluster";
import { ensureDatabase } from "@/lib/run/cluster/cluster-database";

/**
 * Runs `work` on a new server with a migrated database and takes both away afterwards. It is always a server of its own, whatever
 * DATABASE_URL says: these cases write. To be called before anything reads the settings.
 */
export async function withOwnDatabase<T>(work: () => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), "homing-cases-"));
  const cluster = await startCluster(folder, { fast: true });
  try {
    const url = await ensureDatabase(cluster, "homing");
    await migrate(url, "prisma/migrations");
    process.env.DATABASE_URL = url;
    process.env.HOMING_SECRET = randomBytes(32).toString("hex");
    process.env.LOG_LEVEL = "error";
    return await work();
  } finally {
    await stopBoss(2000);
    await prismaClient().$disconnect();
    await closePool();
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A new workspace with nothing in it, and its context. */
export async function freshWorkspace(): Promise<Ctx> {
  const id = newId();
  const slug = `case-${randomBytes(6).toString("hex")}`;
  await prisma.workspace.create({
    data: { id, slug, name: "Cases", timeZone: "UTC", postalAddress: "1 Test Street, Testville" },
  });
  return systemCtx(id, "conformance");
}
