import path from "node:path";
import { z } from "zod";
import { checkCron } from "@/lib/base/time/cron";

/** How many backups stay: the newest of each of the last days, weeks (from Monday) and months (UTC) that have one. */
export interface BackupKeep {
  daily: number;
  weekly: number;
  monthly: number;
}

/** "daily:7,weekly:5,monthly:12", each once at most; what is not named counts as 0. */
function keepCounts(text: string, context: z.RefinementCtx): BackupKeep {
  const keep: BackupKeep = { daily: 0, weekly: 0, monthly: 0 };
  const named = new Set<string>();
  for (const part of text.split(",")) {
    const [, period, count] = /^\s*(daily|weekly|monthly):(\d{1,4})\s*$/.exec(part) ?? [];
    if (!period || named.has(period)) {
      context.addIssue("expected how many stay, like daily:7,weekly:5,monthly:12");
      return z.NEVER;
    }
    named.add(period);
    keep[period as keyof BackupKeep] = Number(count);
  }
  return keep;
}

const isCron = (text: string) => {
  try {
    checkCron(text);
    return true;
  } catch {
    return false;
  }
};

/** Settings of backups; part of lib/base/env.ts. */
export const backupShape = {
  BACKUP_TO: z
    .string()
    .refine(
      (text) => path.isAbsolute(text) || /^s3:\/\/[a-z0-9]/.test(text),
      "expected an absolute path of a folder, or s3://BUCKET/PREFIX",
    )
    .optional(),
  BACKUP_SCHEDULE: z
    .string()
    .refine(isCron, "expected a cron expression of five fields (UTC), like 30 2 * * *")
    .optional(),
  BACKUP_KEEP: z.string().default("daily:7,weekly:5,monthly:12").transform(keepCounts),
  BACKUP_PASSPHRASE: z.string().min(12, "expected at least 12 characters").optional(),
  BACKUP_S3_ENDPOINT: z.url({ protocol: /^https?$/, error: "expected an absolute http(s) URL" }).optional(),
  BACKUP_S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]+$/, "expected a region like eu-central-1")
    .default("us-east-1"),
  BACKUP_S3_ACCESS_KEY_ID: z.string().optional(),
  BACKUP_S3_SECRET_ACCESS_KEY: z.string().optional(),
};

interface RawBackup {
  BACKUP_TO?: string | undefined;
  BACKUP_SCHEDULE?: string | undefined;
  BACKUP_S3_ACCESS_KEY_ID?: string | undefined;
  BACKUP_S3_SECRET_ACCESS_KEY?: string | undefined;
}

/** What belongs together is set together. */
export function requireWholeBackup(raw: RawBackup, context: z.RefinementCtx): void {
  const missing = (name: string, message: string) => context.addIssue({ code: "custom", path: [name], message });
  if (raw.BACKUP_SCHEDULE && !raw.BACKUP_TO) missing("BACKUP_TO", "expected together with BACKUP_SCHEDULE");
  const isS3 = raw.BACKUP_TO?.startsWith("s3:");
  for (const name of ["BACKUP_S3_ACCESS_KEY_ID", "BACKUP_S3_SECRET_ACCESS_KEY"] as const)
    if (isS3 && !raw[name]) missing(name, "expected with a BACKUP_TO that begins with s3:");
}
