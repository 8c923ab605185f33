import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { inEachWorkspace } from "@/lib/base/jobs/in-each-workspace";
import { indexStale } from "./index-stale";

const SLICE_MS = 45_000;

/** Makes what the search lacks, in one workspace or, by itself, in all. */
export const indexStaleJob = defineJob(
  "people.index-stale",
  z.object({ workspaceId: z.uuid().or(z.literal("")) }),
  async (ctx, input): Promise<void> => {
    const end = performance.now() + (ctx.endBy ? Math.min(SLICE_MS, ctx.endBy.getTime() - Date.now()) : SLICE_MS);
    const index = async (each: typeof ctx) => ((await indexStale(each, { maxMs: end - performance.now() })) ? 0 : 1);
    const unfinished = input.workspaceId ? await index(ctx) : await inEachWorkspace(ctx, index);
    if (unfinished > 0) await enqueue(ctx, indexStaleJob, input);
  },
  { cron: "*/10 * * * *", retryLimit: 0, expireInSeconds: 300 },
);

/** Has the rows of a workspace made again once the transaction of `tx` has committed. */
export async function indexLater(tx: Ctx): Promise<void> {
  await enqueue(tx, indexStaleJob, { workspaceId: tx.workspaceId });
}

export const searchJobs = [indexStaleJob];
