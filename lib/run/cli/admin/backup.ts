import { backUp } from "@/lib/backup/back-up";
import { openPlace } from "@/lib/backup/places/open-place";
import { env } from "@/lib/base/env";
import { commandLineCtx } from "@/lib/installation/command-line";
import { type AdminCommand, dataHelp, dataOption, type Given } from "./admin-command";
import { picturesText } from "./pictures-text";
import { withMigrated } from "./with-installation";

async function run({ values }: Given): Promise<number> {
  const given = values.to === undefined ? undefined : String(values.to);
  await withMigrated(String(values.data), async () => {
    const to = given ?? env.BACKUP_TO;
    if (!to) throw new Error("--to is missing, and BACKUP_TO is not set. --help tells what they are.");
    const place = openPlace(to, env);
    const { made, removed } = await backUp(commandLineCtx(), {
      databaseUrl: env.DATABASE_URL,
      place,
      passphrase: env.BACKUP_PASSPHRASE,
      keep: values.tidy ? env.BACKUP_KEEP : null,
    });
    const rows = made.tables.reduce((sum, table) => sum + table.rows, 0);
    const way = env.BACKUP_PASSPHRASE ? "encrypted" : "not encrypted: whoever has the file reads it";
    console.log(`${place.label}/${made.name}`);
    console.log(
      `${rows} rows of ${made.tables.length} tables as of ${made.at.toISOString()}, ${made.bytes} octets, ${way}.`,
    );
    if (made.leftOut.length > 0) console.log(`Not in it, for they are not Homing's: ${made.leftOut.join(", ")}.`);
    for (const each of made.pictures) console.log(picturesText(each));
    for (const name of removed) console.log(`Removed by BACKUP_KEEP: ${name}`);
    console.log(
      "Keep HOMING_SECRET and the settings with it, in another place. README, Backups, says what together is everything.",
    );
  });
  return 0;
}

export const backupCommand: AdminCommand = {
  summary: "writes everything that the database has, as of one moment, into one file",
  operands: [],
  options: { ...dataOption, to: { type: "string" }, tidy: { type: "boolean" } },
  help: `The product may run on. The file appears under its name when it is whole. It is encrypted with BACKUP_PASSPHRASE, or
BACKUP_PASSPHRASE_FILE, when one is set. One backup is made at a time.

  --to PLACE       a folder, or s3://BUCKET/PREFIX with BACKUP_S3_… set (default BACKUP_TO)
  --tidy           afterwards remove the backups there that BACKUP_KEEP does not keep
${dataHelp}`,
  run,
};
