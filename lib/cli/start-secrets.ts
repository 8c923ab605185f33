import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { accountCtx } from "@/lib/account/account-ctx";
import { newSetupPath } from "@/lib/account/setup-link";
import { prisma } from "@/lib/db/client";
import { newMailboxPath } from "@/lib/mailbox/key";

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

/** HOMING_SECRET from the environment, else one made at first start and kept with the data. */
export function secretOf(folder: string): string {
  if (process.env.HOMING_SECRET) return process.env.HOMING_SECRET;
  const file = path.join(folder, "secret");
  if (!existsSync(file)) writePrivate(file, randomBytes(32).toString("hex"));
  return readFileSync(file, "utf8").trim();
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
