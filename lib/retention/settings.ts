import { z } from "zod";
import type { Db } from "@/lib/base/db/client";
import { storedJson } from "@/lib/base/db/stored-json";
import { env } from "@/lib/base/env";
import { type RetentionKindName, retentionKind } from "./kinds.shared";
import type { SaidBy } from "./schema";

export const retentionSetting = "retention";

/** What operators have set, and from when on kinds go that a release has brought. */
export const RetentionSetting = z.object({
  keep: z.record(z.string(), z.number().int().nullable()),
  newFrom: z.iso.datetime().nullable(),
});
type Stored = z.output<typeof RetentionSetting>;

export const storedRetention = storedJson("installation_setting.value", RetentionSetting);

/** After an upgrade that much time is left to look at what would go. */
const GRACE_DAYS = 14;
const DAY_MS = 86_400_000;

export interface Kept {
  /** In the kind's unit; null: for good. */
  keep: number | null;
  saidBy: SaidBy;
  begins: Date | null;
}

export interface RetentionSettings {
  of(kind: RetentionKindName): Kept;
  stored: Stored;
}

/** How long each kind is kept, as of now. */
export async function readRetention({ db, now }: { db: Db; now(): Date }): Promise<RetentionSettings> {
  const row = await db.installationSetting.findUnique({ where: { name: retentionSetting } });
  const stored = storedRetention.readOrNull(row?.value) ?? { keep: {}, newFrom: await beginOfNew({ db, now }) };
  return { stored, of: (kind) => keptOf(kind, stored, now()) };
}

function keptOf(kind: RetentionKindName, { keep, newFrom }: Stored, now: Date): Kept {
  const { usual, isOld } = retentionKind(kind);
  if (Object.hasOwn(keep, kind)) return { keep: keep[kind] ?? null, saidBy: "operator", begins: null };
  const named = kind === "events" ? env.KEEP_EVENT_MONTHS : undefined;
  if (named !== undefined) return { keep: named, saidBy: "environment", begins: null };
  const begins = newFrom && !isOld && new Date(newFrom) > now ? new Date(newFrom) : null;
  return { keep: usual, saidBy: "usual", begins };
}

/** An installation that was there before this release loses nothing for some time; a new one has nothing that is old. */
async function beginOfNew({ db, now }: { db: Db; now(): Date }): Promise<string | null> {
  const first = await db.workspace.findFirst({ orderBy: { createdAt: "asc" }, select: { createdAt: true } });
  const grace = GRACE_DAYS * DAY_MS;
  const isNew = !first || first.createdAt.getTime() > now().getTime() - grace;
  return isNew ? null : new Date(now().getTime() + grace).toISOString();
}

/** Writes down from when on new kinds go, when it is not known yet. */
export async function beginRetention(ctx: { db: Db; now(): Date }): Promise<void> {
  const { stored } = await readRetention(ctx);
  const value = storedRetention.write(stored);
  const data = { name: retentionSetting, value, updatedAt: ctx.now() };
  await ctx.db.installationSetting.createMany({ data, skipDuplicates: true });
}

/** What is older than this goes. Months are those of the calendar in UTC, and of events whole ones go. */
export function cutoffOf(kind: RetentionKindName, keep: number, now: Date): Date {
  if (retentionKind(kind).unit === "days") return new Date(now.getTime() - keep * DAY_MS);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - keep, 1));
}
