import { z } from "zod";
import { systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { inMainLane } from "@/lib/base/db/lanes";
import { workEnd } from "@/lib/base/jobs/after-answer";
import { defineJob } from "@/lib/base/jobs/define-job";
import { inEachWorkspace } from "@/lib/base/jobs/in-each-workspace";
import { createLog } from "@/lib/base/log";
import { keepAwake } from "@/lib/base/process/function-host";
import { onceInProcess } from "@/lib/base/process/once-in-process";
import { applyIdentities } from "./apply-identities";

const SLICE_MS = 45_000;
const NAME = "people.apply-identities";
const log = createLog({ part: "identities" });

/** What a process that stored events has not looked at, because it ended, and what is to be looked at a second time. */
export const applyIdentitiesJob = defineJob(
  NAME,
  z.object({ workspaceId: z.string() }),
  async (ctx) => {
    const end = new Date(Math.min(Date.now() + SLICE_MS, ctx.endBy?.getTime() ?? Number.POSITIVE_INFINITY));
    await inEachWorkspace(ctx, async (each) => {
      if (!(await isWaiting(each.workspaceId))) return 0;
      return (await applyIdentities(each, end)) ? 1 : 0;
    });
  },
  { cron: "*/5 * * * *", retryLimit: 0, expireInSeconds: 300 },
);

async function isWaiting(workspaceId: string): Promise<boolean> {
  return (await prisma.eventIdentity.findFirst({ where: { workspaceId }, select: { eventId: true } })) !== null;
}

/** Workspaces that this process looks at now; true where something has come meanwhile. */
const running = onceInProcess("identities", () => new Map<string, { again: boolean; work: Promise<void> }>());

/** Looks at what was just stored, without anybody waiting for it. */
export function applyIdentitiesSoon(workspaceId: string): void {
  const at = running.get(workspaceId);
  if (at) {
    at.again = true;
    return;
  }
  const state = { again: true, work: Promise.resolve() };
  running.set(workspaceId, state);
  state.work = inMainLane(() => whileAsked(workspaceId, state));
  keepAwake(state.work);
}

async function whileAsked(workspaceId: string, state: { again: boolean }): Promise<void> {
  const endBy = workEnd();
  while (state.again && new Date() < endBy) {
    state.again = false;
    try {
      await applyIdentities(systemCtx(workspaceId, NAME), endBy);
    } catch (error) {
      // The job does it within minutes.
      log.error("could not look who people are", { workspaceId, error });
    }
  }
  running.delete(workspaceId);
}

/** Waits for what is being looked at. */
export async function flushIdentities(): Promise<void> {
  await Promise.all([...running.values()].map(({ work }) => work));
}

export const identityJobs = [applyIdentitiesJob];
