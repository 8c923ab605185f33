import path from "node:path";
import { finishRestore } from "@/lib/backup/restore/finish-restore";
import { hasKnownSecret } from "@/lib/backup/restore/require-restorable";
import { type RestoredBackup, restoreDatabase } from "@/lib/backup/restore/restore-database";
import { prisma } from "@/lib/base/db/client";
import { migrate } from "@/lib/base/db/migrate";
import { closePool } from "@/lib/base/db/pool";
import { env } from "@/lib/base/env";
import { stopBoss } from "@/lib/base/jobs/boss";
import { commandLineCtx } from "@/lib/installation/command-line";
import { keptSecrets } from "@/lib/run/cli/start-secrets";
import { privateFolder } from "@/lib/run/cluster/private-folder";
import { migrateOwn } from "../migrate-own";
import { type AdminCommand, dataOption, type Given, ownDataHelp, required } from "./admin-command";
import { onNewDatabase } from "./on-new-database";
import { picturesText } from "./pictures-text";
import { migrationsFolder, restoreInput, takeUpSecret } from "./restore-settings";
import { sealWithNewest } from "./seal-with-newest";
import { printLedgers, verifyLedgers } from "./verify-ledger";

/** What was restored, in words. */
export function printRestored({ start, whole, jobs }: RestoredBackup): void {
  const rows = whole.tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(`${rows} rows of ${whole.tables.length} tables as of ${start.at}, made by release ${start.release}.`);
  for (const each of start.pictures) console.log(picturesText(each));
  console.log(`${jobs} of ${whole.jobs} jobs wait again; those by which mail leaves do not come back.`);
}

/** What follows once the rows are there: newer tables, the secret, what may not go on by itself. */
async function goOn(restored: RestoredBackup, acceptSecret: boolean): Promise<void> {
  const isAccepted = acceptSecret && !hasKnownSecret(restored.start);
  const applied = isAccepted ? await migrate(env.DATABASE_URL, migrationsFolder) : await migrateOwn();
  if (applied.length > 0) console.log(`Brought up to this release by ${applied.length} migrations.`);
  if (isAccepted) await sealWithNewest();
  const finished = await finishRestore(commandLineCtx());
  console.log(
    finished?.held
      ? `${finished.held} campaigns were under way and are stopped; each says why. A person looks whether it had gone on after the backup.`
      : "No campaign was under way.",
  );
  console.log("Everybody signs in again.");
  // A new database knows nothing yet of how its rows are spread.
  await prisma.$executeRaw`analyze`;
}

async function run(given: Given): Promise<number> {
  const from = required(given, "from");
  const acceptSecret = given.values["accept-secret"] === true;
  const folder = path.resolve(String(given.values.data));
  if (acceptSecret && !process.env.DATABASE_URL && !process.env.HOMING_SECRET) {
    privateFolder(folder);
    // Made where there is none.
    keptSecrets(folder);
  }
  takeUpSecret(folder);
  let disagreements = 0;
  await onNewDatabase(folder, async () => {
    try {
      const restored = await restoreDatabase(env.DATABASE_URL, await restoreInput(from, given));
      printRestored(restored);
      await goOn(restored, acceptSecret);
      const ledgers = await verifyLedgers(undefined);
      printLedgers(ledgers);
      disagreements = ledgers.disagreements;
    } finally {
      await stopBoss();
      await closePool();
    }
  });
  return disagreements > 0 ? 1 : 0;
}

export const restoreCommand: AdminCommand = {
  summary: "restores a backup into an empty database, all of it or nothing",
  operands: [],
  options: { ...dataOption, from: { type: "string" }, "accept-secret": { type: "boolean" } },
  help: `The whole file is proven first, then restored in one transaction, then brought up to this release. A backup of a newer release
is refused, and so is one that belongs to another HOMING_SECRET. What may have gone on after the backup does not go on by itself:
campaigns that were under way are stopped until a person has looked; sessions and one-time links end. Ends with verify-ledger.

  --from PLACE     a file, a folder or s3://BUCKET/PREFIX (then the newest there), or s3://BUCKET/PREFIX/NAME
  --accept-secret  also when the HOMING_SECRET of the backup is lost: what it sealed is then to be entered again
${ownDataHelp}`,
  run,
};
