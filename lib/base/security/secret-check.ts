import { z } from "zod";
import type { Db } from "@/lib/base/db/client";
import { storedJson } from "@/lib/base/db/stored-json";
import { mac, macMatches } from "./tokens";

/** A MAC over a constant says which HOMING_SECRET a database belongs to, and nothing about the secret. */
const purpose = "secret-check";
const constant = Buffer.from("the HOMING_SECRET of this installation");
const name = "secret_check";
const storedCheck = storedJson("installation_setting.value", z.object({ mac: z.hex().length(32) }));

const ownCheck = () => storedCheck.write({ mac: mac(purpose, constant).toString("hex") });

const explanation = `HOMING_SECRET is not the one that this database was set up with, and no secret in HOMING_SECRET_PREVIOUS is.
Without it stored passwords and keys cannot be opened, and links in mail already sent and sessions do not work. Set the one from
before (npm start keeps one in the file \`secret\` of its data folder), or set DATABASE_URL to the database that this secret belongs to.
To replace a secret: npm run admin -- rotate-secret. When it is lost for good: npm run admin -- accept-secret`;

/** The database belongs to a HOMING_SECRET that is not set here. */
export class UnknownSecret extends Error {
  override name = "UnknownSecret";

  constructor() {
    super(explanation);
  }
}

/**
 * Throws UnknownSecret when this database belongs to another HOMING_SECRET than those that are set; a previous one counts. A database
 * that belongs to none yet may take any.
 */
export async function requireKnownSecret(db: Db): Promise<void> {
  const [table] = await db.$queryRaw<{ found: string | null }[]>`
    select to_regclass('installation_setting')::text as found`;
  const row = table?.found ? await db.installationSetting.findUnique({ where: { name } }) : null;
  const stored = storedCheck.readOrNull(row?.value);
  if (stored && !macMatches(purpose, constant, Buffer.from(stored.mac, "hex"))) throw new UnknownSecret();
}

/**
 * A database that belongs to no HOMING_SECRET yet belongs to this one from now on. Throws when an earlier release has sealed something in it
 * that this one does not open; `opensStored` looks.
 */
export async function keepFirstSecret(db: Db, opensStored: () => Promise<boolean>, now = new Date()): Promise<void> {
  if (await db.installationSetting.findUnique({ where: { name } })) return;
  if (!(await opensStored())) throw new UnknownSecret();
  await db.installationSetting.createMany({ data: { name, value: ownCheck(), updatedAt: now }, skipDuplicates: true });
}

/** From now on the database belongs to HOMING_SECRET as it is set here. To be called when what can be opened is sealed with it. */
export async function acceptSecret(db: Db, now = new Date()): Promise<void> {
  const value = ownCheck();
  await db.installationSetting.upsert({
    where: { name },
    create: { name, value, updatedAt: now },
    update: { value, updatedAt: now },
  });
}
