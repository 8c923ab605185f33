import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "@/lib/context";
import type { MailTransport, Outcome, OutgoingMessage } from "@/lib/mail/transport";
import { beginAttempts } from "./begin-attempts";
import { composeForRecipient } from "./compose-for-recipient";
import { failMessages } from "./fail-messages";
import { finishCampaign } from "./finish-campaign";
import { holdCampaign } from "./hold-campaign";
import { endLease, keepLease, type Lease, leaseBatch } from "./lease-batch";
import { type BatchPlan, loadBatch, type WaitingMessage } from "./load-batch";
import { markLost } from "./mark-lost";
import { paceShare, reservePace } from "./pace";
import { recordOutcomes } from "./record-outcomes";
import { type OpenTransport, openWorkspaceTransport } from "./workspace-transport";

/** Groups aim at this time on the wire: a pause stops the next group, so this is how long a pause takes. */
const GROUP_MS = 400;
const MAX_GROUP = 100;
/** A batch is given back after this time, so that a slow one does not outlive its job. */
const SLICE_MS = 8 * 60_000;
/** How long to wait when the other side cannot be reached at all, or the transport is paused. */
const OUTAGE_MS = 30_000;

export interface SendBatchOptions {
  openTransport?: OpenTransport;
  /** Longest time to work on the batch. */
  sliceMs?: number;
}

const shutdown = { requested: false };

/** Makes running batches give their lease back after the group on the wire. Call it first when the worker stops. */
export function stopSending(): void {
  shutdown.requested = true;
}

/**
 * Sends one batch of a campaign, or what of it is still to be sent. Safe to run any number of times and by any number of
 * workers at once: the lease makes one of them the sender, and every message is written down as `sending` before it leaves.
 * Answers when the batch should be looked at again, or null when nothing more is to be done.
 */
export async function sendBatch(ctx: Ctx, batchId: string, options: SendBatchOptions = {}): Promise<Date | null> {
  const lease = await leaseBatch(ctx, batchId);
  if (!lease) return null;
  const kept = keepLease(ctx, lease);
  let end: End = "stopped";
  try {
    const lost = await markLost(ctx, lease);
    if (lost > 0) ctx.log.warn("took over a batch", { batchId, unconfirmed: lost });
    const plan = await loadBatch(ctx, lease);
    const transport = openOrExplain(options.openTransport ?? openWorkspaceTransport, plan);
    const until = Math.min(
      Date.now() + (options.sliceMs ?? SLICE_MS),
      ctx.endBy?.getTime() ?? Number.POSITIVE_INFINITY,
    );
    const mayGoOn = () => !kept.lost && !shutdown.requested && Date.now() < until;
    end =
      typeof transport === "string" ? { hold: transport } : await sendGroups(ctx, { lease, plan, transport, mayGoOn });
  } finally {
    kept.stop();
    await endLease(ctx, lease, end === "done" ? "done" : "pending");
  }
  if (end === "done") {
    await finishCampaign(ctx, lease.campaignId);
    return nextDeferred(ctx, lease);
  }
  if (typeof end === "object") {
    await holdCampaign(ctx, lease.campaignId, end.hold);
    return null;
  }
  if (!(await isBeingSent(ctx, lease.campaignId))) return null;
  return new Date(ctx.now().getTime() + (end === "later" ? OUTAGE_MS : 1000));
}

/** How work on a batch ended: nothing is left, it was told to stop, it has to wait, or a person has to act. */
type End = "done" | "stopped" | "later" | { hold: string };

function openOrExplain(open: OpenTransport, plan: BatchPlan): MailTransport | string {
  try {
    return open(plan.transport);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

interface Work {
  lease: Lease;
  plan: BatchPlan;
  transport: MailTransport;
  mayGoOn: () => boolean;
}

async function sendGroups(ctx: Ctx, work: Work): Promise<End> {
  const { plan, lease, transport } = work;
  let perSecond = plan.transport.maxPerSecond;
  let size = 25;
  for (let next = 0; next < plan.waiting.length; ) {
    if (!work.mayGoOn()) return "stopped";
    const group = plan.waiting.slice(next, next + paceShare(perSecond, size));
    const turn = await reservePace(ctx, plan.transport.id, perSecond, group.length);
    if (!(await waitTurn(ctx, turn, work))) return "stopped";
    const composed = await composeGroup(ctx, plan, group);
    const messageIds = composed.map((message) => message.id);
    const begun = await beginAttempts(ctx, lease, {
      transportId: plan.transport.id,
      listIds: plan.listIds,
      messageIds,
    });
    if (!begun) return "later";
    const startedAt = Date.now();
    const outcomes = await handOver(
      transport,
      composed.filter((message) => begun.ids.has(message.id)),
    );
    const tookMs = Math.max(1, Date.now() - startedAt);
    await withRetries(ctx, () => recordOutcomes(ctx, outcomes, { transport, retry: true }));
    const refused = outcomes.find((outcome) => outcome.accountRefused);
    if (refused) return { hold: `${plan.transport.name} refuses this account: ${refused.text}` };
    if (isOutage(outcomes)) return "later";
    next += group.length;
    perSecond = begun.perSecond;
    size = Math.max(1, Math.min(MAX_GROUP, size * 2, Math.floor((size * GROUP_MS) / tookMs)));
  }
  return "done";
}

/** Composes and signs a group; messages that cannot be written fail one by one. */
async function composeGroup(ctx: Ctx, plan: BatchPlan, group: readonly WaitingMessage[]): Promise<OutgoingMessage[]> {
  const failures: { id: string; reason: string }[] = [];
  const composed = await Promise.all(
    group.map(async (message) => {
      const content = plan.contents.get(message.variantId);
      if (!content) {
        failures.push({ id: message.messageId, reason: "The content of this message is missing." });
        return null;
      }
      try {
        return await composeForRecipient(content, message, ctx.now());
      } catch (error) {
        failures.push({ id: message.messageId, reason: error instanceof Error ? error.message : String(error) });
        return null;
      }
    }),
  );
  await failMessages(ctx, failures);
  return composed.filter((message) => message !== null);
}

async function handOver(transport: MailTransport, messages: readonly OutgoingMessage[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  if (messages.length > 0) await transport.send(messages, { onOutcome: (outcome) => outcomes.push(outcome) });
  return outcomes;
}

/** Nobody was reached, or the provider says that the account has to wait: trying the rest now would only repeat it. */
function isOutage(outcomes: readonly Outcome[]): boolean {
  if (outcomes.length === 0) return false;
  return outcomes.every(({ result, code }) => result === "deferred" && (code === null || code === 429));
}

/** Waits for the reserved turn; false when the campaign was paused or the work has to end meanwhile. */
async function waitTurn(ctx: Ctx, waitMs: number, work: Work): Promise<boolean> {
  const until = Date.now() + waitMs;
  for (let left = waitMs; left > 0; left = until - Date.now()) {
    await sleep(Math.min(left, 500));
    if (!work.mayGoOn()) return false;
    if (waitMs > 500 && !(await isBeingSent(ctx, work.lease.campaignId))) return false;
  }
  return true;
}

/** What was accepted must be written down: while the database is away the answers wait here, for a minute. */
async function withRetries(ctx: Ctx, write: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write();
    } catch (error) {
      if (attempt >= 12) throw error;
      ctx.log.warn("could not write outcomes, trying again", { attempt, error });
      await sleep(Math.min(5000, 100 * 2 ** attempt));
    }
  }
}

async function isBeingSent(ctx: Ctx, campaignId: string): Promise<boolean> {
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaignId } };
  const campaign = await ctx.db.campaign.findUnique({ where, select: { status: true } });
  return campaign?.status === "sending" || campaign?.status === "sent";
}

/** When the first deferred message of the batch is due, or null when there is none. */
async function nextDeferred(ctx: Ctx, lease: Lease): Promise<Date | null> {
  const { _min } = await ctx.db.message.aggregate({
    _min: { nextAttemptAt: true },
    where: {
      workspaceId: ctx.workspaceId,
      campaignId: lease.campaignId,
      status: "deferred",
      id: { gte: lease.firstMessageId, lte: lease.lastMessageId },
    },
  });
  return _min.nextAttemptAt;
}
