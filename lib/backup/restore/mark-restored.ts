import type pg from "pg";
import { z } from "zod";
import type { BackupStart } from "@/lib/backup/format/contents";
import type { Db } from "@/lib/base/db/client";
import { storedJson } from "@/lib/base/db/stored-json";

/** A restore whose campaigns were not looked after yet. */
const RestoreMark = z.object({ backupAt: z.iso.datetime(), restoredAt: z.iso.datetime() });
export type RestoreMark = z.infer<typeof RestoreMark>;

const storedMark = storedJson("installation_setting.value", RestoreMark);
const name = "restore";

/**
 * What ended after the backup must not live again: sessions and one-time links. Workers of the past are gone. Nothing is under way until
 * `finishRestore` has looked: what sends looks through the last two of these alone.
 */
const forgotten = [
  "session",
  "auth_token",
  "pending_sign_in",
  "passkey_challenge",
  "worker_heartbeat",
  "campaign_under_way",
  "email_under_way",
] as const;

/** In the transaction of the restore: whatever happens later, nothing is sent before `finishRestore`. */
export async function markRestored(client: pg.ClientBase, { at }: BackupStart, now = new Date()): Promise<void> {
  for (const table of forgotten) {
    const { rows } = await client.query<{ found: string | null }>("select to_regclass($1) as found", [
      `public.${table}`,
    ]);
    if (rows[0]?.found) await client.query(`delete from public.${table}`);
  }
  const mark = storedMark.write({ backupAt: at, restoredAt: now.toISOString() });
  await client.query(
    `insert into installation_setting (name, value, updated_at) values ($1, $2, $3)
     on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at`,
    [name, JSON.stringify(mark), now],
  );
}

/** The restore that is to be finished; null when there is none. */
export async function openRestore(db: Db): Promise<RestoreMark | null> {
  const row = await db.installationSetting.findUnique({ where: { name } });
  return storedMark.readOrNull(row?.value);
}

/** It is finished. */
export async function closeRestore(db: Db): Promise<void> {
  await db.installationSetting.deleteMany({ where: { name } });
}
