import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { inEachWorkspace } from "@/lib/base/jobs/in-each-workspace";
import { indexStale } from "./index-stale";

const SLICE_MS = 45_000;

const sliceEnd = ({ endBy }: Ctx) =>
  performance.now() + (endBy ? Math.min(SLICE_MS, endBy.getTime() - Date.now()) : SLICE_MS);

/** Looks through all contacts of a workspace, in slices that follow each other. */
export const indexWorkspaceJob = defineJob(
  "people.index-workspace",
  z.object({ workspaceId: z.uuid(), after: z.uuid().nullable() }),
  async (ctx, { workspaceId, after }): Promise<void> => {
    const next = await indexStale(ctx, { maxMs: sliceEnd(ctx) - performance.now(), after });
    if (next) await enqueue(ctx, indexWorkspaceJob, { workspaceId, after: next });
  },
  { expireInSeconds: 300 },
);

/** By itself in all workspaces: after an upgrade at once, then once a day. */
export const indexStaleJob = defineJob(
  "people.index-stale",
  z.object({ workspaceId: z.string() }),
  async (ctx, input): Promise<void> => {
    const end = sliceEnd(ctx);
    const index = async (each: Ctx) => ((await indexStale(each, { maxMs: end - performance.now() })) ? 1 : 0);
    if ((await inEachWorkspace(ctx, index)) > 0) await enqueue(ctx, indexStaleJob, input);
  },
  { cron: "*/10 * * * *", retryLimit: 0, expireInSeconds: 300 },
);

/**
 * Has all contacts of a workspace looked through once the transaction of `tx` has committed: after an import, and when fields were chosen.
 * It takes seconds a million contacts, and what is stale some more.
 */
export async function indexLater(tx: Ctx): Promise<void> {
  await enqueue(tx, indexWorkspaceJob, { workspaceId: tx.workspaceId, after: null });
}

export const searchJobs = [indexStaleJob, indexWorkspaceJob];
