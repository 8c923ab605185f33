import { closePrisma } from "@/lib/base/db/client";
import { startCluster } from "@/lib/run/cluster/cluster";
import { ensureDatabase } from "@/lib/run/cluster/cluster-database";
import { lockDataFolder } from "@/lib/run/cluster/data-lock";
import { privateFolder } from "@/lib/run/cluster/private-folder";

/**
 * Runs `work` on the database that DATABASE_URL names; else on the one in the data folder, which is made where there is none, and which
 * nobody else uses meanwhile. Throws in words when the product runs on the folder.
 */
export async function onNewDatabase(folder: string, work: () => Promise<void>): Promise<void> {
  if (process.env.DATABASE_URL) return work().finally(closePrisma);
  privateFolder(folder);
  const lock = await lockDataFolder(folder);
  try {
    const cluster = await startCluster(folder, { held: [lock.fd] });
    try {
      process.env.DATABASE_URL = await ensureDatabase(cluster, "homing");
      await work().finally(closePrisma);
    } finally {
      await cluster.stop();
    }
  } finally {
    lock.release();
  }
}
