import type { Ctx } from "@/lib/base/context";
import type { RetentionKindName } from "./kinds.shared";

/** A run that shows no sign of life for so long was broken off. */
export const SILENT_MS = 15 * 60_000;

/** Whether some worker goes through the kinds right now, or will go on with it in a moment. */
export async function isAtWork({ db, now }: Ctx): Promise<boolean> {
  const since = new Date(now().getTime() - SILENT_MS);
  const row = await db.retentionRun.findFirst({ where: { finishedAt: null, workedAt: { gt: since } } });
  return row !== null;
}

export async function beginRun({ db, now }: Ctx, kind: RetentionKindName): Promise<void> {
  const begun = { startedAt: now(), finishedAt: null, workedAt: now(), rows: 0 };
  await db.retentionRun.upsert({ where: { kind }, create: { kind, ...begun }, update: begun });
}

/** Adds what a piece has removed. */
export async function noteRows({ db, now }: Ctx, kind: RetentionKindName, rows: number): Promise<void> {
  const data = { workedAt: now(), rows: { increment: Math.round(rows) }, allRows: { increment: Math.round(rows) } };
  await db.retentionRun.update({ where: { kind }, data });
}

export async function endRun({ db, now }: Ctx, kind: RetentionKindName): Promise<void> {
  await db.retentionRun.update({ where: { kind }, data: { workedAt: now(), finishedAt: now() } });
}

/** Rows that went in all runs, by kind. */
export async function rowsOfRuns({ db }: Ctx): Promise<Map<string, number>> {
  const rows = await db.retentionRun.findMany({ select: { kind: true, allRows: true } });
  return new Map(rows.map(({ kind, allRows }) => [kind, Number(allRows)]));
}
