import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { runDryRun } from "./run-dry-run";
import { failImport, runImport } from "./run-import";
import { sweepImports } from "./sweep-imports";

const RunImport = z.object({ workspaceId: z.uuid(), importId: z.uuid() });

/** One slice of an import; puts the next one in the queue while rows are left. A slice that a crash cut short is run again by the queue. */
export const runImportJob = defineJob(
  "imports.run",
  RunImport,
  async (ctx, input): Promise<void> => {
    try {
      if (await runImport(ctx, input.importId, { maxMs: sliceMs(ctx) })) await enqueue(ctx, runImportJob, input);
    } catch (error) {
      if (!(await failImport(ctx, input.importId, error))) throw error;
    }
  },
  { expireInSeconds: 180, retryLimit: 20, concurrency: 2 },
);

const SLICE_MS = 45_000;

/** Shorter where the host ends the work before. */
const sliceMs = ({ endBy }: Ctx) => Math.min(SLICE_MS, endBy ? endBy.getTime() - Date.now() : SLICE_MS);

/** What an import would do; begun anew after a crash. */
export const dryRunJob = defineJob(
  "imports.dry-run",
  z.object({ workspaceId: z.uuid(), importId: z.uuid(), dryRunId: z.uuid() }),
  (ctx, input): Promise<void> => runDryRun(ctx, input),
  { expireInSeconds: 1800, retryLimit: 3 },
);

/** Ends what was forgotten; see `sweepImports`. */
export const sweepImportsJob = defineJob(
  "imports.sweep",
  z.object({ workspaceId: z.string() }),
  async (ctx): Promise<void> => {
    await sweepImports(ctx);
  },
  { cron: "23 * * * *", retryLimit: 0, expireInSeconds: 600 },
);

export const importJobs = [runImportJob, dryRunJob, sweepImportsJob];
