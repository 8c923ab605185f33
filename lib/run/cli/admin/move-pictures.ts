import { prisma } from "@/lib/base/db/client";
import { env } from "@/lib/base/env";
import { knownPlaceForNew, placeForNew } from "@/lib/content/assets/asset-places";
import { countElsewhere, type MoveProgress, moveAssets } from "@/lib/content/assets/move-assets";
import { commandLineCtx } from "@/lib/installation/command-line";
import { type AdminCommand, dataHelp, dataOption, type Given } from "./admin-command";
import { withMigrated } from "./with-installation";

/** A line of progress at most this often, in milliseconds. */
const TELL_EVERY_MS = 2000;
const MOST_SHOWN = 20;

function printFailed(failed: MoveProgress["failed"]): void {
  for (const { workspaceId, assetId, reason } of failed.slice(0, MOST_SHOWN))
    console.log(`  not moved: ${assetId} of workspace ${workspaceId}: ${reason}`);
  if (failed.length > MOST_SHOWN) console.log(`  … and ${failed.length - MOST_SHOWN} more`);
  console.log(`${failed.length} pictures stay where they were. Mend the reason, and run the command again.`);
}

async function printPlan(asJson: boolean): Promise<void> {
  const place = await knownPlaceForNew(prisma);
  const to = place?.address ?? "the database";
  const elsewhere = await countElsewhere({ db: prisma }, place ? place.id : null);
  console.log(asJson ? JSON.stringify({ dryRun: true, to, elsewhere }) : `${elsewhere} pictures would go to ${to}.`);
}

async function run({ values }: Given): Promise<number> {
  let failed = 0;
  await withMigrated(String(values.data), async () => {
    if (values["dry-run"]) return printPlan(values.json === true);
    const place = await placeForNew(prisma);
    const to = place?.address ?? "the database";
    const total = await countElsewhere({ db: prisma }, place?.id ?? null);
    if (!values.json) console.log(`${total} pictures go to ${to}, as PICTURES_IN=${env.PICTURES_IN} says.`);
    let toldAt = Date.now();
    const done = await moveAssets(commandLineCtx(), ({ moved, bytes }) => {
      if (values.json || Date.now() - toldAt < TELL_EVERY_MS) return;
      toldAt = Date.now();
      console.log(`${moved} of ${total} (${(bytes / 1e6).toFixed(1)} MB)`);
    });
    failed = done.failed.length;
    if (values.json) return console.log(JSON.stringify({ dryRun: false, to, ...done }));
    console.log(`${done.moved} pictures (${(done.bytes / 1e6).toFixed(1)} MB) lie in ${to} now.`);
    if (failed > 0) printFailed(done.failed);
    else if (done.moved > 0) console.log("What was there before is removed by a worker in an hour.");
  });
  return failed > 0 ? 1 : 0;
}

export const movePicturesCommand: AdminCommand = {
  summary: "moves all pictures to where PICTURES_IN says, while the product runs",
  operands: [],
  options: { ...dataOption, "dry-run": { type: "boolean" }, json: { type: "boolean" } },
  help: `Set PICTURES_IN for the product first and start it anew; run this with the same settings. Each picture is written, read again and
held against its SHA-256 before it counts; mails that were sent go on showing it under the same address. It may be ended at any time, and
goes on where it was when it is run again. Move before the key of a former place ends.

${dataHelp}
  --dry-run        changes nothing, asks the place nothing, and counts what would go
  --json           one object, {dryRun, to, moved, bytes, failed: [{assetId, workspaceId, reason}]}, and nothing else;
                   with --dry-run {dryRun, to, elsewhere}`,
  run,
};
