import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Db } from "@/lib/base/db/client";
import { storedJson } from "@/lib/base/db/stored-json";

/** Secrets that `npm start` prints. Each has one row in installation_setting, which keeps its SHA-256 and its end. */
type InstallationKeyName = "setup_key" | "mailbox_key";

const storedKey = storedJson("installation_setting.value", z.object({ hash: z.string(), expiresAt: z.iso.datetime() }));

const digest = (key: string) => createHash("sha256").update(key).digest();

/** Makes a new key of that name and ends the one before. Returns the key: it is not kept anywhere. */
export async function renewInstallationKey(
  db: Db,
  name: InstallationKeyName,
  { now, lifetimeMs }: { now: Date; lifetimeMs: number },
): Promise<string> {
  const key = randomBytes(32).toString("base64url");
  const expiresAt = new Date(now.getTime() + lifetimeMs).toISOString();
  const value = storedKey.write({ hash: digest(key).toString("hex"), expiresAt });
  await db.installationSetting.upsert({
    where: { name },
    create: { name, value, updatedAt: now },
    update: { value, updatedAt: now },
  });
  return key;
}

/** True for the newest key of that name, until its end; compared in constant time. */
export async function isInstallationKey(db: Db, name: InstallationKeyName, key: unknown, now: Date): Promise<boolean> {
  if (typeof key !== "string" || key.length > 100) return false;
  const row = await db.installationSetting.findUnique({ where: { name } });
  const stored = storedKey.readOrNull(row?.value);
  if (!stored || new Date(stored.expiresAt) <= now) return false;
  return timingSafeEqual(digest(key), Buffer.from(stored.hash, "hex"));
}

/** Ends the key of that name. */
export async function dropInstallationKey(db: Db, name: InstallationKeyName): Promise<void> {
  await db.installationSetting.deleteMany({ where: { name } });
}
