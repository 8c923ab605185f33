import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { accountCtx } from "@/lib/account/account-ctx";
import { newSetupPath } from "@/lib/account/setup-link";
import { prisma } from "@/lib/base/db/client";
import { newMailboxPath } from "@/lib/run/mailbox/key";

/** What a start prints for the person at the terminal, and nobody else can know. */
export interface StartLinks {
  setup: string | null;
  mailbox: string | null;
}

/** Writes a file that only its owner may read, whoever could read the one before. */
function writePrivate(file: string, text: string): void {
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o600, flag: "wx" });
}

/** The secrets kept with the data, the newest first; one is made at the first start. */
export function keptSecrets(folder: string): string[] {
  const file = path.join(folder, "secret");
  if (!existsSync(file)) writePrivate(file, randomBytes(32).toString("hex"));
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line) => line.trim() || []);
}

/** Replaces them at once: whoever reads finds the ones before or these. */
export function keepSecrets(folder: string, secrets: string[]): void {
  const file = path.join(folder, "secret");
  writePrivate(`${file}.new`, `${secrets.join("\n")}\n`);
  renameSync(`${file}.new`, file);
}

/** As HOMING_SECRET_PREVIOUS wants them. */
export const joinSecrets = (secrets: readonly string[]) =>
  secrets.map((secret) => secret.replaceAll(",", "%2C")).join(",");

interface SecretSettings {
  HOMING_SECRET: string;
  HOMING_SECRET_PREVIOUS: string;
}

/** As settings, the newest first. */
export function settingsOf([current = "", ...previous]: string[]): SecretSettings {
  return { HOMING_SECRET: current, HOMING_SECRET_PREVIOUS: joinSecrets(previous.slice(0, 8)) };
}

/**
 * HOMING_SECRET and those before it: from the environment, else those kept with the data. Throws in words when the database is not kept there
 * too: hosts that share one would each make a secret, and a new data folder a new one.
 */
export function secretSettings(folder: string): SecretSettings {
  const { HOMING_SECRET, HOMING_SECRET_PREVIOUS = "" } = process.env;
  if (HOMING_SECRET) return { HOMING_SECRET, HOMING_SECRET_PREVIOUS };
  if (process.env.DATABASE_URL) {
    const kept = path.resolve(folder, "secret");
    const from = existsSync(kept)
      ? `the first line of ${kept}; further lines go into HOMING_SECRET_PREVIOUS`
      : "e.g. from `openssl rand -hex 32`, the same for all processes";
    throw new Error(
      `DATABASE_URL is set but HOMING_SECRET is not. Set it (${from}), and keep it apart from the database.`,
    );
  }
  return settingsOf(keptSecrets(folder));
}

/** Password of the demo account: made at the first start, the same at the next ones. */
export function demoPasswordOf(folder: string): { password: string; isNew: boolean } {
  const file = path.join(folder, "demo-password");
  if (existsSync(file)) return { password: readFileSync(file, "utf8").trim(), isNew: false };
  const password = randomBytes(12).toString("base64url");
  writePrivate(file, `${password}\n`);
  return { password, isNew: true };
}

/** The links of this start; those of the one before end. The set-up link is kept in the data folder until it was used. */
export async function newStartLinks(
  folder: string,
  options: { appUrl: string; mailbox: boolean },
): Promise<StartLinks> {
  const setupPath = await newSetupPath(accountCtx());
  const mailboxPath = options.mailbox ? await newMailboxPath(prisma, new Date()) : null;
  await prisma.$disconnect();
  const file = path.join(folder, "setup-link");
  const setup = setupPath && options.appUrl + setupPath;
  if (setup) writePrivate(file, `${setup}\n`);
  else rmSync(file, { force: true });
  return { setup, mailbox: mailboxPath && options.appUrl + mailboxPath };
}
