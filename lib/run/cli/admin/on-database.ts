import { existsSync } from "node:fs";
import path from "node:path";
import { closePrisma } from "@/lib/base/db/client";
import { closePool } from "@/lib/base/db/pool";
import { stopBoss } from "@/lib/base/jobs/boss";
import { startCluster } from "@/lib/run/cluster/cluster";
import { ensureDatabase } from "@/lib/run/cluster/cluster-database";
import { clusterHome } from "@/lib/run/cluster/cluster-home";
import { lockDataFolder } from "@/lib/run/cluster/data-lock";

/**
 * Runs `work` on the database that DATABASE_URL names; else on the one in the data folder, which is started for it and which nobody else
 * uses meanwhile. Throws in words when the product runs on the folder, or there is no database in it. `work` may still set settings.
 */
export async function onDatabase(data: string, work: () => Promise<void>): Promise<void> {
  if (process.env.DATABASE_URL) return work().finally(closeConnections);
  const folder = path.resolve(data);
  if (!existsSync(folder) || !existsSync(path.join(clusterHome(folder).data, "PG_VERSION")))
    throw new Error(`There is no database in ${folder}. Name the data folder with --data, or set DATABASE_URL.`);
  const lock = await lockDataFolder(folder);
  try {
    const cluster = await startCluster(folder, { held: [lock.fd] });
    try {
      process.env.DATABASE_URL = await ensureDatabase(cluster, "homing");
      await work().finally(closeConnections);
    } finally {
      await cluster.stop();
    }
  } finally {
    lock.release();
  }
}

/** Before the server stops: it waits for whoever is connected. What a command left in the queue has opened that too. */
async function closeConnections(): Promise<void> {
  await stopBoss(1_000);
  await closePool();
  await closePrisma();
}
