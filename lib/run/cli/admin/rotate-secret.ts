import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { type Resealed, resealEverything } from "@/lib/base/security/reseal";
import { joinSecrets, keepSecrets, keptSecrets } from "@/lib/run/cli/start-secrets";
import { startCluster } from "@/lib/run/cluster/cluster";
import { ensureDatabase } from "@/lib/run/cluster/cluster-database";
import { type DataLock, lockDataFolder } from "@/lib/run/cluster/data-lock";
import type { AdminOptions } from "./admin-options";

export const rotateSecretUsage = `  rotate-secret      a new HOMING_SECRET; links in mail already sent and sessions go on working
    --data DIR         data folder of npm start (default .data/main); the product is stopped first
    --forget-previous  afterwards, end what the old secrets still open: links already sent, sessions`;

function setSecrets([current = "", ...previous]: string[]): void {
  process.env.HOMING_SECRET = current;
  process.env.HOMING_SECRET_PREVIOUS = joinSecrets(previous);
}

function tell({ resealed, unreadable }: Resealed): void {
  console.log(`Stored secrets sealed anew: ${resealed}.`);
  if (unreadable.length === 0) return;
  console.log(`No known secret opens these; they are left as they are: ${unreadable.join(", ")}.`);
  console.log(
    "Enter them again in the product, or add the HOMING_SECRET that they were made with to HOMING_SECRET_PREVIOUS.",
  );
}

async function resealOwn(folder: string, lock: DataLock): Promise<Resealed> {
  if (process.env.DATABASE_URL) return resealEverything(process.env.DATABASE_URL);
  const cluster = await startCluster(folder, { held: [lock.fd] });
  try {
    return await resealEverything(await ensureDatabase(cluster, "homing"));
  } finally {
    await cluster.stop();
  }
}

/** The secret is kept in the data folder: it is replaced there before anything is sealed with it, so that a crash loses nothing. */
async function rotateKept(folder: string, forgetPrevious: boolean): Promise<void> {
  const lock = await lockDataFolder(folder);
  try {
    const known = keptSecrets(folder);
    const secrets = forgetPrevious ? known : [randomBytes(32).toString("hex"), ...known];
    keepSecrets(folder, secrets);
    setSecrets(secrets);
    const result = await resealOwn(folder, lock);
    tell(result);
    if (!forgetPrevious)
      return console.log("The new secret is in use from the next start on. The old one still opens what it signed.");
    if (result.unreadable.length > 0)
      throw new Error("The old secrets are kept until everything could be sealed anew.");
    keepSecrets(folder, secrets.slice(0, 1));
    console.log("The old secrets are forgotten: links in mail already sent, and sessions from before, no longer work.");
  } finally {
    lock.release();
  }
}

/** The secret is a setting, which only whoever runs the product can change. */
async function rotateSetting(): Promise<void> {
  const { HOMING_SECRET: current = "", HOMING_SECRET_PREVIOUS: previous = "", DATABASE_URL: url } = process.env;
  if (!previous) {
    console.log("Set these for every process of the product, restart them, and run this command once more:");
    console.log(`  HOMING_SECRET=${randomBytes(32).toString("hex")}`);
    console.log(`  HOMING_SECRET_PREVIOUS=${joinSecrets([current])}`);
    return;
  }
  if (!url)
    throw new Error(
      "HOMING_SECRET is set but DATABASE_URL is not: name the database whose secrets are to be sealed anew.",
    );
  tell(await resealEverything(url));
  console.log("HOMING_SECRET_PREVIOUS still opens links in mail already sent. Unset it when those may stop working.");
}

/**
 * `npm run admin -- rotate-secret`. Throws an Error in words when the product runs on the folder, or there is none.
 */
export async function rotateSecret({ data, forgetPrevious }: AdminOptions): Promise<void> {
  if (process.env.HOMING_SECRET) return rotateSetting();
  const folder = path.resolve(data);
  if (!existsSync(path.join(folder, "secret"))) {
    throw new Error(`There is no secret in ${folder}. Name the data folder with --data, or set HOMING_SECRET.`);
  }
  await rotateKept(folder, forgetPrevious);
}
