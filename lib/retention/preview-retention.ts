import { requireOperator } from "@/lib/base/auth/operator";
import { type Ctx, systemCtx } from "@/lib/base/context";
import { type RetentionKindName, retentionKindNames } from "./kinds.shared";
import type { RetentionStep } from "./old-rows";
import { PreviewRetention, type RetentionPreview } from "./schema";
import { cutoffOf, readRetention } from "./settings";
import { retentionSteps } from "./steps";

/** Enough to decide by; somebody waits for the answer. */
const MOST_COUNTED = 100_000;
const LONGEST_MS = 8_000;

/**
 * What would go now: of each kind as it is kept, or of one if it were kept for another time. Kinds that still wait after an upgrade are
 * counted too. It counts up to 100,000 rows a kind and for 8 seconds in all, and says so. For the operator.
 */
export async function previewRetention(ctx: Ctx, input: unknown): Promise<RetentionPreview[]> {
  await requireOperator(ctx);
  const { kind, keep } = PreviewRetention.parse(input);
  const settings = await readRetention(ctx);
  const result: RetentionPreview[] = [];
  const limits = { most: MOST_COUNTED, until: Date.now() + LONGEST_MS };
  for (const name of kind ? [kind] : retentionKindNames) {
    const length = keep ?? settings.of(name).keep;
    if (length !== null) result.push(await countOld(ctx, { kind: name, keep: length, ...limits }));
  }
  return result;
}

interface Counting {
  kind: RetentionKindName;
  keep: number;
  /** Counted up to so many. */
  most: number;
  /** When it has to stop, in milliseconds since 1970. */
  until: number;
}

/** The rows of a kind that are older than that, in all workspaces. */
export async function countOld(ctx: Ctx, { kind, keep, most, until }: Counting): Promise<RetentionPreview> {
  const before = cutoffOf(kind, keep, ctx.now());
  const workspaces = await ctx.db.workspace.findMany({ select: { id: true }, orderBy: { id: "asc" } });
  let rows = 0;
  for (const step of retentionSteps[kind]) {
    for (const own of contextsOf(ctx, step, workspaces)) {
      if (rows >= most || Date.now() >= until) return { kind, rows, isAtLeast: true };
      rows += await step.count(own, { before, limit: most - rows });
    }
  }
  return { kind, rows, isAtLeast: rows >= most };
}

function contextsOf(ctx: Ctx, { each }: RetentionStep, workspaces: readonly { id: string }[]): Ctx[] {
  if (each === "installation") return [ctx];
  return workspaces.map(({ id }) => ({ ...systemCtx(id, ctx.actor.name, ctx.db), now: ctx.now }));
}
