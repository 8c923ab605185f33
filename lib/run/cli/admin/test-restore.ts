import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { emptyAgain } from "@/lib/backup/restore/empty-database";
import { restoreDatabase } from "@/lib/backup/restore/restore-database";
import { closePrisma } from "@/lib/base/db/client";
import { migrate } from "@/lib/base/db/migrate";
import { closePool } from "@/lib/base/db/pool";
import { env } from "@/lib/base/env";
import { startCluster } from "@/lib/run/cluster/cluster";
import { ensureDatabase } from "@/lib/run/cluster/cluster-database";
import { clusterHome } from "@/lib/run/cluster/cluster-home";
import { type AdminCommand, dataOption, type Given, required } from "./admin-command";
import { printRestored } from "./restore";
import { migrationsFolder, restoreInput, takeUpAnySecret, takeUpSecret } from "./restore-settings";
import { printLedgers, verifyLedgers } from "./verify-ledger";

/** Runs `work` on a database of its own that is gone afterwards. */
async function onScratch(parent: string, work: () => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(parent, "homing-test-restore-"));
  try {
    // Nobody needs it after a crash.
    const cluster = await startCluster(folder, { fast: true });
    try {
      process.env.DATABASE_URL = await ensureDatabase(cluster, "homing");
      await work();
    } finally {
      await cluster.stop();
    }
  } finally {
    const { data } = clusterHome(folder);
    if (path.dirname(data) !== folder) rmSync(path.dirname(data), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

class Signalled extends Error {}

type OrEnd = <T>(work: Promise<T>) => Promise<T>;

/** Work fails at once when a signal asks for the end, so that what it has begun is taken away. The same signal again ends the process. */
function orSignal(): OrEnd {
  const asked = new Promise<never>((_, reject) => {
    for (const signal of signals) process.once(signal, () => reject(new Signalled(`Ended by ${signal}.`)));
  });
  asked.catch(() => {});
  return (work) => Promise.race([asked, work]);
}

async function verify(): Promise<number> {
  const applied = await migrate(env.DATABASE_URL, migrationsFolder);
  if (applied.length > 0) console.log(`${applied.length} migrations bring it up to this release.`);
  const ledgers = await verifyLedgers(undefined);
  printLedgers(ledgers);
  return ledgers.disagreements;
}

async function restoreAndVerify(from: string, given: Given, orEnd: OrEnd): Promise<number> {
  const restored = await orEnd(restoreDatabase(env.DATABASE_URL, await restoreInput(from, given)));
  try {
    printRestored(restored);
    return await orEnd(verify());
  } finally {
    try {
      await orEnd(closePool().then(closePrisma));
    } finally {
      if (given.values.into !== undefined) await emptyAgain(env.DATABASE_URL);
    }
  }
}

async function run(given: Given): Promise<number> {
  const { values } = given;
  const from = required(given, "from");
  const folder = path.resolve(String(values.data));
  if (values["accept-secret"]) takeUpAnySecret(folder);
  else takeUpSecret(folder);
  let disagreements = 0;
  const orEnd = orSignal();
  const work = async () => {
    disagreements = await restoreAndVerify(from, given, orEnd);
  };
  if (values.into !== undefined) process.env.DATABASE_URL = String(values.into);
  try {
    await (values.into === undefined ? onScratch(path.resolve(String(values.scratch)), work) : work());
  } catch (error) {
    if (!(error instanceof Signalled)) throw error;
    console.error(error.message);
    // What was left in the middle does not hold us.
    process.exit(1);
  }
  console.log(disagreements > 0 ? "It can be restored, but numbers in it disagree." : "It can be restored.");
  return disagreements > 0 ? 1 : 0;
}

export const testRestoreCommand: AdminCommand = {
  summary: "restores a backup into a database of its own, verifies it, and takes that away again",
  operands: [],
  options: {
    ...dataOption,
    from: { type: "string" },
    into: { type: "string" },
    scratch: { type: "string", default: tmpdir() },
    "accept-secret": { type: "boolean" },
  },
  help: `The product and its database are not touched, and may run. Everything that restore checks is checked, but for what people have to do
afterwards. Run it now and then: a backup that nobody has restored is a hope.

  --from PLACE     as of restore: a file, or a place and then the newest there
  --into URL       an empty database (postgresql://…) instead of an embedded one; it is empty again afterwards
  --scratch DIR    where the embedded one lies while it is needed (default ${tmpdir()}); it takes as much room as the original
  --accept-secret  do not ask for the HOMING_SECRET of the backup
  --data DIR       data folder of npm start, for its secret (default .data/main), unless HOMING_SECRET is set`,
  run,
};
