import { randomBytes } from "node:crypto";
import { cp, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readMigrations } from "@/lib/base/db/migrate";
import { env } from "@/lib/base/env";
import { onServer } from "./on-server";

/** A database of its own, without any table. */
export async function emptyDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const url = new URL(env.DATABASE_URL);
  const name = `empty_${randomBytes(6).toString("hex")}`;
  await onServer(`create database ${name} owner ${url.username}`);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => onServer(`drop database ${name} with (force)`),
  };
}

/** A folder with the migrations before the one with this name (without its time), as an older release had them. */
export async function migrationsBefore(name: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "homing-release-"));
  const all = await readMigrations("prisma/migrations");
  const end = all.findIndex((migration) => migration.name.endsWith(`_${name}`));
  if (end < 0) throw new Error(`There is no migration ${name}.`);
  for (const migration of all.slice(0, end)) {
    await cp(path.join("prisma/migrations", migration.name), path.join(folder, migration.name), { recursive: true });
  }
  return folder;
}
