import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { AppError } from "@/lib/base/errors";
import { sendTest } from "@/lib/campaigns/draft/send-test";
import { cancelCampaign } from "@/lib/campaigns/lifecycle/cancel-campaign";
import { launchCampaign } from "@/lib/campaigns/lifecycle/launch-campaign";
import { pauseCampaign } from "@/lib/campaigns/lifecycle/pause-campaign";
import type { Progress } from "@/lib/run/measure/progress";
import { type Figures, rounded } from "@/lib/run/measure/report";
import { updateTransport } from "@/lib/sending/transports/update-transport";
import { peakMemoryMb } from "@/tests/load/proc";
import type { SmtpSink } from "@/tests/load/smtp-sink";
import type { Stack } from "@/tests/load/stack";
import { WorkerProcess } from "@/tests/load/worker-process";
import { makeCampaign, makeList, makeSender, makeWorkspace } from "@/tests/load/workspace";
import { isSent, waitForCampaign } from "./engine";

/** Slow enough that sending does not compete with the freezing that is measured. */
const slowPerSecond = 20;
const smallAudience = 100;
const testMails = 5;
/** Until it sends at full speed. */
const runUpMs = 3000;

export interface MillionPlan {
  stack: Stack;
  sink: SmtpSink;
  audience: number;
  htmlBytes: number;
  progress: Progress;
}

export interface MillionRun {
  frozenSeconds: number;
  firstOnWireSeconds: number;
  smallCampaignSeconds: number;
  testMailSeconds: number;
  peakMemoryMb: number | null;
  figures: Figures;
}

interface Tenant {
  ctx: Ctx;
  senderId: string;
  smallListId: string;
}

async function makeTenant(slug: string): Promise<Tenant> {
  const ctx = await makeWorkspace(slug);
  const senderId = await makeSender(ctx, "rsa", `${slug}.fernway.example`);
  return { ctx, senderId, smallListId: await makeList(ctx, smallAudience) };
}

const secondsSince = (startedAt: number) => (Date.now() - startedAt) / 1000;

/**
 * A very large campaign: how long its audience takes to freeze, when its first message leaves, and, while it is sent as
 * fast as it goes, how long a small campaign and a test mail take beside it.
 */
export async function runMillion(plan: MillionPlan): Promise<MillionRun> {
  const { stack, audience, htmlBytes, progress } = plan;
  progress.show(`Writing an audience of ${audience}`);
  const large = await makeTenant("million");
  const other = await makeTenant("neighbour");
  const listId = await makeList(large.ctx, audience);
  const worker = new WorkerProcess(stack, "million");
  try {
    await worker.ready();
    const draft = { senderId: large.senderId, listId, htmlBytes };
    const campaignId = await makeCampaign(large.ctx, { name: "To everybody", ...draft });
    const small = () => runSmall(plan, large);
    // Once before, so that what is measured is the waiting and not the first use of everything.
    await small();
    await runTestMail(large, campaignId);
    await setPace(large.ctx, slowPerSecond);
    await stack.checkpoint();
    progress.show(`Launching it`);
    const launch = await measureLaunch(plan, large.ctx, campaignId);
    await setPace(large.ctx, null);
    progress.show("Sending it at full speed");
    await sleep(runUpMs);
    const beside = await measureBeside(plan, large, other, campaignId);
    const pauseSeconds = await measurePause(plan, large.ctx, campaignId);
    if (pauseSeconds !== null) await cancelCampaign(large.ctx, { campaignId });
    const memory = peakMemoryMb(worker.pid);
    return {
      ...launch,
      smallCampaignSeconds: Math.max(...beside.smallCampaignSeconds),
      testMailSeconds: Math.max(...beside.testMailSeconds),
      peakMemoryMb: memory,
      figures: {
        audience,
        launchCallSeconds: rounded(launch.launchCallSeconds),
        frozenSeconds: rounded(launch.frozenSeconds),
        firstOnWireSeconds: rounded(launch.firstOnWireSeconds),
        besideItAtFullSpeed: {
          perSecondOfTheLargeOne: rounded(beside.perSecond),
          stillSendingAtTheEnd: beside.stillSending,
          smallAudience,
          smallCampaignSecondsSameWorkspace: rounded(beside.smallCampaignSeconds[0] ?? null),
          smallCampaignSecondsOtherWorkspace: rounded(beside.smallCampaignSeconds[1] ?? null),
          testMailSeconds: beside.testMailSeconds.map((seconds) => rounded(seconds)).join(", "),
        },
        pauseStopsWithinSeconds: rounded(pauseSeconds),
        peakMemoryMb: rounded(memory),
      },
    };
  } finally {
    await worker.stop();
  }
}

/** The pace of the workspace's only transport; in force from the next few messages on. */
async function setPace(ctx: Ctx, maxPerSecond: number | null): Promise<void> {
  const { id } = await prisma.transport.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  await updateTransport(ctx, { transportId: id, maxPerSecond });
}

/** From the call to the frozen audience, and from the call to the first message that the peer has whole. */
async function measureLaunch({ stack, sink }: MillionPlan, ctx: Ctx, campaignId: string) {
  const takenBefore = sink.count();
  let firstAt: number | null = null;
  const watch = setInterval(() => {
    if (firstAt === null && sink.count() > takenBefore) firstAt = Date.now();
  }, 5);
  const startedAt = Date.now();
  try {
    await launchCampaign(ctx, { campaignId });
    const launchCallSeconds = secondsSince(startedAt);
    const { prepared } = await waitForCampaign(stack, campaignId, sink, (state) => state.prepared !== null);
    while (firstAt === null && secondsSince(startedAt) < 120) await sleep(5);
    return {
      launchCallSeconds,
      frozenSeconds: ((prepared?.getTime() ?? Number.NaN) - startedAt) / 1000,
      firstOnWireSeconds: ((firstAt ?? Number.NaN) - startedAt) / 1000,
    };
  } finally {
    clearInterval(watch);
  }
}

async function runSmall({ stack, sink, htmlBytes }: MillionPlan, { ctx, senderId, smallListId }: Tenant) {
  const campaignId = await makeCampaign(ctx, { name: "To a few", senderId, listId: smallListId, htmlBytes });
  const startedAt = Date.now();
  await launchCampaign(ctx, { campaignId });
  await waitForCampaign(stack, campaignId, sink, isSent);
  return secondsSince(startedAt);
}

async function runTestMail({ ctx }: Tenant, campaignId: string): Promise<number> {
  const startedAt = Date.now();
  await sendTest(ctx, { campaignId, to: ["editor@fernway.example"] });
  return secondsSince(startedAt);
}

async function measureBeside(plan: MillionPlan, large: Tenant, other: Tenant, campaignId: string) {
  const { stack, sink, progress } = plan;
  const startedAt = Date.now();
  const takenBefore = sink.count();
  progress.show("Small campaigns beside it");
  const smallCampaignSeconds = [await runSmall(plan, large), await runSmall(plan, other)];
  const testMailSeconds: number[] = [];
  for (let count = 0; count < testMails; count++) {
    testMailSeconds.push(await runTestMail(large, campaignId));
    await sleep(200);
  }
  const others = 2 * smallAudience + testMails;
  const perSecond = (sink.count() - takenBefore - others) / secondsSince(startedAt);
  const { status } = await waitForCampaign(stack, campaignId, sink, () => true);
  return { smallCampaignSeconds, testMailSeconds, perSecond, stillSending: status === "sending" };
}

/** From the call to the last message that still arrived; null when there was nothing left to pause. */
async function measurePause({ stack, sink }: MillionPlan, ctx: Ctx, campaignId: string): Promise<number | null> {
  const { status } = await waitForCampaign(stack, campaignId, sink, () => true);
  if (status !== "sending") return null;
  const startedAt = Date.now();
  try {
    await pauseCampaign(ctx, { campaignId });
  } catch (error) {
    if (error instanceof AppError && error.code === "conflict") return null; // it was over a moment ago
    throw error;
  }
  let taken = sink.count();
  let lastAt = startedAt;
  while (Date.now() - lastAt < 2000) {
    const now = sink.count();
    if (now !== taken) {
      taken = now;
      lastAt = Date.now();
    }
    await sleep(5);
  }
  return (lastAt - startedAt) / 1000;
}
