import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { prisma } from "@/lib/base/db/client";
import { requireKnownSecret } from "@/lib/base/security/secret-check";
import { joinSecrets, keepSecrets, keptSecrets, settingsOf } from "@/lib/run/cli/start-secrets";
import { type AdminCommand, dataOption, ownDataHelp } from "./admin-command";
import { onDatabase } from "./on-database";
import { sealWithNewest } from "./seal-with-newest";

/** The secret is kept in the data folder: it is replaced there before anything is sealed with it, so that a crash loses nothing. */
async function rotateKept(folder: string, forgetPrevious: boolean): Promise<void> {
  const known = keptSecrets(folder);
  const secrets = forgetPrevious ? known : [randomBytes(32).toString("hex"), ...known];
  Object.assign(process.env, settingsOf(secrets));
  await requireKnownSecret(prisma);
  keepSecrets(folder, secrets);
  const { unreadable } = await sealWithNewest();
  if (!forgetPrevious)
    return console.log("The new secret is in use from the next start on. The old one still opens what it signed.");
  if (unreadable.length > 0) throw new Error("The old secrets are kept until everything could be sealed anew.");
  keepSecrets(folder, secrets.slice(0, 1));
  console.log("The old secrets are forgotten: links in mail already sent, and sessions from before, no longer work.");
}

/** The secret is a setting, which only whoever runs the product can change. */
async function rotateSetting(data: string): Promise<void> {
  const { HOMING_SECRET: current = "", HOMING_SECRET_PREVIOUS: previous = "" } = process.env;
  if (!previous) {
    console.log("Set these for every process of the product, restart them, and run this command once more:");
    console.log(`  HOMING_SECRET=${randomBytes(32).toString("hex")}`);
    console.log(`  HOMING_SECRET_PREVIOUS=${joinSecrets([current])}`);
    return;
  }
  await onDatabase(data, async () => {
    await requireKnownSecret(prisma);
    await sealWithNewest();
  });
  console.log("HOMING_SECRET_PREVIOUS still opens links in mail already sent. Unset it when those may stop working.");
}

/**
 * Throws an Error in words when the product runs on the folder, there is no secret, or it is not the one
 * of the database.
 */
async function rotateSecret(data: string, forgetPrevious: boolean): Promise<void> {
  if (process.env.HOMING_SECRET) return rotateSetting(data);
  if (process.env.DATABASE_URL) throw new Error("DATABASE_URL is set but HOMING_SECRET is not: set both.");
  const folder = path.resolve(data);
  if (!existsSync(path.join(folder, "secret")))
    throw new Error(`There is no secret in ${folder}. Name the data folder with --data, or set HOMING_SECRET.`);
  await onDatabase(folder, () => rotateKept(folder, forgetPrevious));
}

export const rotateSecretCommand: AdminCommand = {
  summary: "a new HOMING_SECRET; links in mail already sent and sessions go on working",
  operands: [],
  options: { ...dataOption, "forget-previous": { type: "boolean" } },
  help: `${ownDataHelp}
  --forget-previous
                   afterwards, end what the old secrets still open: links already sent, sessions`,
  run: async ({ values }) => {
    await rotateSecret(String(values.data), values["forget-previous"] === true);
    return 0;
  },
};
