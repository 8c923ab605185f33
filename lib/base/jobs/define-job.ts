import { fromPrisma } from "pg-boss";
import { z } from "zod";
import { type Ctx, systemCtx } from "@/lib/base/context";
import { checkCron } from "@/lib/base/time/cron";
import { inLanguage } from "@/lib/language/server";
import { noteWork } from "./after-answer";
import { whileAtWork } from "./at-work";
import { ensureQueue, getBoss } from "./boss";
import { countingRun } from "./job-metrics";
import { type Attempt, notingFailure } from "./repeated-failures";
import { tracedRun, withoutTrace, withTrace } from "./traced-run";

export interface JobOptions {
  /** Tries after the first, with exponential back-off from 2 s. */
  retryLimit?: number;
  /** A run longer than this is given to another worker. */
  expireInSeconds?: number;
  /** How many of this job one worker process runs at once. */
  concurrency?: number;
  /** Cron expression (UTC) for jobs that run by themselves; `workspaceId` is then empty. */
  cron?: string;
}

export interface JobDefinition<Input extends { workspaceId: string }> {
  name: string;
  schema: z.ZodType<Input>;
  run: (ctx: Ctx, input: Input) => Promise<void>;
  options: Required<Omit<JobOptions, "cron">> & { cron?: string };
}

/** A job whose input is known only to itself: what lists of jobs hold. */
export interface AnyJob {
  name: string;
  options: JobDefinition<{ workspaceId: string }>["options"];
  /**
   * Parses the stored input and runs the job as the system in its workspace, in English, whoever's request it follows. What fails the same
   * way again and again is noted; see `repeated-failures.ts`.
   */
  runStored(data: unknown, run?: JobRun): Promise<void>;
}

export interface JobRun {
  /** For hosts with bounded runs. */
  endBy?: Date;
  /** Which try of it this is, from 1. Default 1. */
  attempt?: number;
}

/** Declares a job. Name it `domain.verb-noun`; give it ids, and let `run` call one verb. */
export function defineJob<Input extends { workspaceId: string }>(
  name: string,
  schema: z.ZodType<Input>,
  run: (ctx: Ctx, input: Input) => Promise<void>,
  options: JobOptions = {},
): JobDefinition<Input> & AnyJob {
  if (options.cron !== undefined) checkCron(options.cron);
  return {
    name,
    schema,
    run,
    options: { retryLimit: 5, expireInSeconds: 900, concurrency: 1, ...options },
    runStored: (stored, { endBy, attempt = 1 } = {}) => {
      const { data, traceparent } = withoutTrace(stored);
      const tried = attemptOf(name, data);
      return tracedRun({ name, workspaceId: tried.workspaceId, attempt, traceparent }, () =>
        notingFailure(tried, () =>
          whileAtWork(name, () =>
            countingRun(name, async () => {
              const input = schema.parse(data);
              const ctx = { ...systemCtx(input.workspaceId, name), ...(endBy && { endBy }) };
              await inLanguage("en", () => run(ctx, input));
            }),
          ),
        ),
      );
    },
  };
}

/** What was stored may be of an older release: only ids that are ids count. */
function attemptOf(job: string, data: unknown): Attempt {
  const { data: owner } = Owner.safeParse(data);
  return { job, subject: data ?? null, workspaceId: owner?.workspaceId ?? "", campaignId: owner?.campaignId ?? null };
}

const Owner = z.object({ workspaceId: z.uuid().or(z.literal("")), campaignId: z.uuid().optional() });

/** Puts a job in the queue, in the transaction of `ctx` when there is one: state and job commit together or not at all. */
export async function enqueue<Input extends { workspaceId: string }>(
  ctx: Ctx,
  job: JobDefinition<Input>,
  input: Input,
  options: { startAfter?: Date; singletonKey?: string } = {},
): Promise<void> {
  const boss = await getBoss();
  await ensureQueue(boss, job.name, job.options);
  // What runs much later would stretch a trace over days.
  const data = options.startAfter ? input : withTrace(input);
  await boss.send(job.name, data, {
    ...(options.startAfter && { startAfter: options.startAfter }),
    ...(options.singletonKey && { singletonKey: options.singletonKey }),
    ...(input.workspaceId && { group: { id: input.workspaceId } }),
    db: fromPrisma(ctx.db),
  });
  if (!options.startAfter || options.startAfter <= ctx.now()) noteWork();
}
