import { z } from "zod";
import { DamagedBackup } from "./damaged-backup";

const name = z.string().min(1).max(100);
const sha256 = z.hex().length(64);
const count = z.int().min(0);

/** What the first part says: of what it is a backup. */
export const BackupStart = z.object({
  /** Of the product, as in package.json. */
  release: z.string(),
  /** The moment of all rows. */
  at: z.iso.datetime(),
  /** Version of the server, as in 180004. */
  server: z.int(),
  /** Names of the secrets that the installation knew, the newest first; they tell nothing of the secrets. */
  secrets: z.array(z.string()),
  /** Migrations that the database had, in order, each with the SHA-256 of its file. */
  migrations: z.array(z.object({ name, checksum: sha256 })),
  /** Months of which events have a partition, as "2026-11". */
  months: z.array(z.string().regex(/^\d{4,}-\d\d$/)),
  tables: z.array(name),
  /** Tables of the schema that are not ours, and are not in it. */
  leftOut: z.array(name),
  /** Pictures outside the database, by place: of them it holds only where they lie. */
  pictures: z.array(z.object({ address: z.string(), pictures: count, bytes: z.number() })).default([]),
});
export type BackupStart = z.infer<typeof BackupStart>;

export const TableStart = z.object({ name, columns: z.array(name) });
export type TableStart = z.infer<typeof TableStart>;

export const TableEnd = z.object({ rows: count, sha256 });
export type TableEnd = z.infer<typeof TableEnd>;

/** A job of the queue that was waiting or at work. */
export const StoredJob = z.object({
  id: z.uuid(),
  name,
  data: z.record(z.string(), z.unknown()).nullable(),
  priority: z.int(),
  startAfter: z.iso.datetime({ offset: true }),
  singletonKey: z.string().nullable(),
  group: z.string().nullable(),
});
export type StoredJob = z.infer<typeof StoredJob>;
export const StoredJobs = z.array(StoredJob);

/** The last part: without it a backup is not whole. */
export const BackupWhole = z.object({
  tables: z.array(TableEnd.extend({ name })),
  jobs: count,
  /** Where the sequences of the schema stand; null for one that was never used. */
  sequences: z.array(
    z.object({
      name,
      value: z
        .string()
        .regex(/^-?\d+$/)
        .nullable(),
    }),
  ),
});
export type BackupWhole = z.infer<typeof BackupWhole>;

/** Reads the JSON of a part. Throws DamagedBackup. */
export function readContent<T>(schema: z.ZodType<T>, content: Buffer): T {
  try {
    return schema.parse(JSON.parse(content.toString("utf8")));
  } catch {
    throw new DamagedBackup("it holds a part that this release does not know");
  }
}
