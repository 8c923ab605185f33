import { setTimeout as sleep } from "node:timers/promises";
import { type Ctx, systemCtx } from "@/lib/base/context";
import { type RetentionKindName, retentionKindNames } from "./kinds.shared";
import type { RetentionStep } from "./old-rows";
import { beginRun, endRun, isAtWork, noteRows } from "./runs";
import { beginRetention, cutoffOf, readRetention } from "./settings";
import { retentionSteps } from "./steps";

/** Rows of one transaction. */
const PIECE_ROWS = 1000;
/** Between two pieces it rests for as long as a piece took, so that it has half of a connection and no more. */
const LONGEST_REST_MS = 1000;
const SLICE_MS = 10 * 60_000;

/** Where a run goes on. */
export interface RetentionPlace {
  kind: RetentionKindName;
  step: number;
  /** The last workspace that is done. */
  after: string | null;
  /** An earlier slice left something of this kind undone. */
  failed?: true | undefined;
}

interface Enforcing {
  /** Where an earlier slice ended; null: from the beginning. */
  from: RetentionPlace | null;
  sliceMs?: number;
  pieceRows?: number;
}

/**
 * Removes what is older than it is kept, of all kinds, piece by piece. Answers where to go on when the time of this slice was over, else null.
 * A kind that fails does not keep the others from their turn; it throws the first failure when all have had it.
 */
export async function enforceRetention(ctx: Ctx, enforcing: Enforcing): Promise<RetentionPlace | null> {
  const { from, sliceMs = SLICE_MS, pieceRows = PIECE_ROWS } = enforcing;
  if (!from && (await isAtWork(ctx))) return null;
  await beginRetention(ctx);
  const slice = { ctx, until: endOf(ctx, sliceMs), pieceRows, failures: [] as unknown[] };
  const settings = await readRetention(ctx);
  for (const kind of retentionKindNames.slice(from ? retentionKindNames.indexOf(from.kind) : 0)) {
    const { keep, begins } = settings.of(kind);
    if (keep === null || begins) continue;
    const begun = from?.kind === kind ? from : null;
    const place = await enforceKind(slice, kind, { before: cutoffOf(kind, keep, ctx.now()), from: begun });
    if (place) return place;
  }
  if (slice.failures.length > 0) throw slice.failures[0];
  return null;
}

interface Slice {
  ctx: Ctx;
  until: number;
  pieceRows: number;
  failures: unknown[];
}

function endOf({ endBy }: Ctx, sliceMs: number): number {
  return Math.min(Date.now() + sliceMs, endBy?.getTime() ?? Number.POSITIVE_INFINITY);
}

async function enforceKind(
  slice: Slice,
  kind: RetentionKindName,
  { before, from }: { before: Date; from: RetentionPlace | null },
): Promise<RetentionPlace | null> {
  if (!from) await beginRun(slice.ctx, kind);
  const failuresBefore = slice.failures.length;
  if (from?.failed) slice.failures.push(new Error(`Not all of ${kind} was removed; the log says why.`));
  for (const [index, step] of retentionSteps[kind].entries()) {
    if (from && index < from.step) continue;
    if (step.needsEarlier && slice.failures.length > failuresBefore) continue;
    const after = from?.step === index ? from.after : null;
    const ended = await takeStep(slice, { kind, step, before, after });
    const failed = slice.failures.length > failuresBefore || undefined;
    if (ended !== "done") return { kind, step: index, after: ended.after, ...(failed && { failed }) };
  }
  await endRun(slice.ctx, kind);
  return null;
}

interface Taken {
  kind: RetentionKindName;
  step: RetentionStep;
  before: Date;
  after: string | null;
}

/** In every workspace after `after`, or once. Not done: the last workspace that is. */
async function takeStep(slice: Slice, taken: Taken): Promise<"done" | { after: string | null }> {
  const { ctx, failures } = slice;
  let { after } = taken;
  for (const workspaceId of taken.step.each === "workspace" ? await workspacesAfter(ctx, after) : [""]) {
    const own = workspaceId ? { ...ctx, ...systemCtx(workspaceId, ctx.actor.name, ctx.db), now: ctx.now } : ctx;
    try {
      if (!(await inPieces(slice, own, taken))) return { after };
    } catch (error) {
      ctx.log.error("what is old was not removed", { kind: taken.kind, workspaceId, error });
      failures.push(error);
    }
    after = workspaceId;
  }
  return "done";
}

/** False when the time was over before. */
async function inPieces(slice: Slice, own: Ctx, { kind, step, before }: Taken): Promise<boolean> {
  for (;;) {
    const began = Date.now();
    if (began >= slice.until) return false;
    const { changed, done } = await step.work(own, { before, limit: slice.pieceRows });
    if (changed > 0) await noteRows(slice.ctx, kind, changed);
    if (done) return true;
    await sleep(Math.min(Date.now() - began, LONGEST_REST_MS));
  }
}

async function workspacesAfter({ db }: Ctx, after: string | null): Promise<string[]> {
  const rows = await db.workspace.findMany({
    where: after ? { id: { gt: after } } : {},
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id }) => id);
}
