import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import type { TransportOutcome } from "@/lib/mail/transport";
import { followUp } from "@/lib/sending/engine/follow-up";
import { noteReplies } from "@/lib/sending/pacing/note-replies";
import { countPaceWait } from "@/lib/sending/pacing/pace-metrics";
import { planGroup } from "@/lib/sending/pacing/plan-group";
import type { GroupPlan } from "@/lib/sending/pacing/types";
import { chooseTransport } from "@/lib/sending/transports/choose-transport";
import type { TransportRefusal } from "@/lib/sending/transports/refusal";
import { noteTransportFailure, noteWorking } from "@/lib/sending/transports/transport-health";
import { type OpenTransport, openWorkspaceTransport } from "@/lib/sending/transports/workspace-transport";
import { beginGroup } from "./begin-group";
import { type CampaignPlan, campaignPlan } from "./campaign-plan";
import { finishCampaign } from "./finish-campaign";
import { groupSize, learnGroupSize } from "./group-size";
import { HeldLease } from "./held-lease";
import { holdCampaign } from "./hold-campaign";
import { JournalOfLease } from "./journal-of-lease";
import type { Lease } from "./lease";
import { endLease, leaseBatch } from "./lease-batch";
import { loadWaiting, type WaitingMessage } from "./load-batch";
import { type GroupResult, sendGroup } from "./send-group";
import { takeOver } from "./take-over";
import { untilWritten } from "./until-written";

/** A batch is given back after this time at the latest. */
const SLICE_MS = 5 * 60_000;
/** What pacing puts off for no longer than this is waited for; the rest of the time the place is somebody else's. */
const SOON_MS = 3_000;
/** How soon a batch is looked at again when the campaign or the transport was stopped while its group was made ready. */
const GUARD_MS = 1_000;
/** How soon a batch is looked at again when something only a person can change stands in the way. */
const HOLD_MS = 10_000;

export interface SendBatchOptions {
  openTransport?: OpenTransport;
  /** Longest time to work on the batch. */
  sliceMs?: number;
  /** Asked between groups: true when others wait for the place. */
  shouldYield?: () => boolean;
}

const shutdown = { requested: false };

/** Makes running batches give their lease back after the group on the wire. Call it first when the worker stops. */
export function stopSending(): void {
  shutdown.requested = true;
}

/** Leases a batch and works on it; false when there was nothing to lease. */
export async function sendBatch(ctx: Ctx, batchId: string, options: SendBatchOptions = {}): Promise<boolean> {
  const lease = await leaseBatch(ctx, { batchId });
  if (lease) await workOnLease(ctx, lease, options);
  return lease !== null;
}

/**
 * Works on a leased batch until nothing in it waits any more, or it has to be given back: the campaign or the transport
 * rests, others wait for the place, the worker stops. Safe with any number of workers: the lease makes one of them the
 * sender, the intent is written before anything leaves, the journal knows what left.
 */
export async function workOnLease(ctx: Ctx, lease: Lease, options: SendBatchOptions = {}): Promise<void> {
  const held = new HeldLease(ctx, lease);
  const journals = new JournalOfLease(lease);
  let later: Date | null = null;
  try {
    const taken = await untilWritten(ctx, () => takeOver(ctx, lease));
    if (taken.lost > 0) ctx.log.warn("took over a batch", { batchId: lease.batchId, unconfirmed: taken.lost });
    await followUp(ctx, taken.followUp);
    later = await new BatchRun(ctx, held, journals, options).run();
    await untilWritten(ctx, () => endLease(lease, later));
    journals.close({ remove: true });
  } finally {
    held.stop();
    journals.close({ remove: false });
  }
  await finishCampaign(ctx, lease.campaignId);
}

const isUnsent = (outcome: TransportOutcome) => outcome.result === "unsent";

class BatchRun {
  readonly #ctx: Ctx;
  readonly #held: HeldLease;
  readonly #journals: JournalOfLease;
  readonly #options: SendBatchOptions;
  readonly #until: number;
  /** When messages that pacing put off may be tried; null when none was. */
  #later: Date | null = null;

  constructor(ctx: Ctx, held: HeldLease, journals: JournalOfLease, options: SendBatchOptions) {
    this.#ctx = ctx;
    this.#held = held;
    this.#journals = journals;
    this.#options = options;
    const endBy = ctx.endBy ? ctx.endBy.getTime() - Date.now() : Number.POSITIVE_INFINITY;
    this.#until = performance.now() + Math.min(options.sliceMs ?? SLICE_MS, endBy);
  }

  /** Answers when the batch should be looked at again if something in it still waits; null for at once. */
  async run(): Promise<Date | null> {
    let queue = await loadWaiting(this.#ctx, this.#held.lease);
    while (queue.length > 0 && this.#mayGoOn()) {
      const plan = await campaignPlan(this.#ctx, this.#held.lease.campaignId);
      const choice = await chooseTransport(this.#ctx, {
        pinned: plan.pinnedTransportId,
        key: this.#held.lease.batchId,
      });
      if ("hold" in choice) return this.#hold(choice.refusal, queue);
      if ("waitUntil" in choice) return choice.waitUntil;
      const rest = await this.#sendNext(plan, choice.transport, queue);
      if (!Array.isArray(rest)) return rest.again;
      queue = rest;
    }
    return queue.length > 0 ? null : this.#later;
  }

  /** Sends the next group of the queue and answers what is left of it, or when to come again. */
  async #sendNext(
    plan: CampaignPlan,
    row: Transport,
    queue: readonly WaitingMessage[],
  ): Promise<WaitingMessage[] | { again: Date | null }> {
    const transport = (this.#options.openTransport ?? openWorkspaceTransport)(row);
    const journal = this.#journals.open(row, transport);
    if (!journal) return { again: null };
    const wanted = queue.slice(0, groupSize(row.id, plan.contentBytes));
    const pace = await planGroup(this.#ctx, {
      transport: row,
      campaign: plan.pace,
      sendingDomain: plan.sendingDomain,
      lane: "bulk",
      messages: wanted,
    });
    const rest = [...queue.slice(wanted.length), ...this.#leftOut(wanted, pace)];
    const waitMs = pace.now.length > 0 ? pace.waitMs : this.#untilNext(pace);
    if (waitMs > 0) {
      countPaceWait(waitMs);
      await sleep(waitMs);
    }
    if (pace.now.length === 0) return rest;
    const begun = this.#mayGoOn() ? await this.#begin(plan, row, pace.now) : null;
    if (!begun) {
      await pace.releaseUnused(pace.now);
      return { again: this.#mayGoOn() ? this.#in(GUARD_MS) : null };
    }
    const group = wanted.filter((message) => begun.ids.has(message.messageId));
    const contents = plan.contents;
    const work = { held: this.#held, row, transport, journal, contents, stillWanted: () => this.#stillWanted() };
    const result = await sendGroup(this.#ctx, work, group);
    const unsent = new Set(result.outcomes.filter(isUnsent).map(({ messageId }) => messageId));
    await pace.releaseUnused(pace.now.filter((id) => unsent.has(id) || !begun.ids.has(id)));
    await this.#tell(row, group, result);
    if (result.failure) return { again: null };
    if (result.refusal) {
      await holdCampaign(this.#ctx, this.#held.lease.campaignId, result.refusal, [...begun.ids]);
      return { again: null };
    }
    if (group.length > 0) learnGroupSize(row.id, result, group.length);
    return [...group.filter((message) => unsent.has(message.messageId)), ...rest];
  }

  /** Messages that pacing left out: those whose turn comes soon queue up again, the others wait for a later lease. */
  #leftOut(wanted: readonly WaitingMessage[], { now, later }: GroupPlan): WaitingMessage[] {
    if (!later) return [];
    const given = new Set(now);
    const out = wanted.filter((message) => !given.has(message.messageId));
    if (later.getTime() - this.#ctx.now().getTime() <= SOON_MS) return out;
    if (!this.#later || later < this.#later) this.#later = later;
    return [];
  }

  /** How long to rest when nothing of a group may leave yet; short, so that a pause and the worker's end are felt. */
  #untilNext({ later }: GroupPlan): number {
    const wait = (later?.getTime() ?? 0) - this.#ctx.now().getTime();
    return wait > SOON_MS ? 0 : Math.min(500, Math.max(10, wait));
  }

  /** Only a person can help: they are told why where it is a matter of rights. */
  async #hold(refusal: TransportRefusal | undefined, queue: readonly WaitingMessage[]): Promise<Date> {
    const ids = queue.map(({ messageId }) => messageId);
    if (refusal) await holdCampaign(this.#ctx, this.#held.lease.campaignId, refusal, ids);
    return this.#in(HOLD_MS);
  }

  #begin(plan: CampaignPlan, row: Transport, messageIds: readonly string[]) {
    const { lease } = this.#held;
    return beginGroup(this.#ctx, lease, { transportId: row.id, listIds: plan.listIds, messageIds });
  }

  /** Tells pacing, the transport's health and the brake what the group has shown. */
  async #tell(row: Transport, group: readonly WaitingMessage[], result: GroupResult): Promise<void> {
    const domains = new Map(group.map((message) => [message.messageId, message.emailDomain]));
    await noteReplies(this.#ctx, {
      transport: row,
      replies: result.outcomes.map(({ messageId, result, code, enhanced, text }) => {
        return { emailDomain: domains.get(messageId) ?? "", result, code, enhanced, text };
      }),
    });
    if (result.outcomes.some((outcome) => outcome.result === "accepted")) await noteWorking(this.#ctx, row.id);
    // Pacing has just heard every reply.
    await followUp(this.#ctx, { ...result.recorded.followUp, replies: [] });
    if (result.failure) await noteTransportFailure(this.#ctx, row, result.failure);
  }

  #mayGoOn(): boolean {
    if (shutdown.requested || performance.now() >= this.#until || !this.#held.isValid()) return false;
    return !this.#options.shouldYield?.();
  }

  /** Asked while a group is on the wire: a pause must be felt at once, also by a slow one. */
  async #stillWanted(): Promise<boolean> {
    if (shutdown.requested || !this.#held.isValid()) return false;
    const where = { workspaceId_id: { workspaceId: this.#ctx.workspaceId, id: this.#held.lease.campaignId } };
    const campaign = await this.#ctx.db.campaign.findUnique({ where, select: { status: true } });
    return campaign?.status === "sending" || campaign?.status === "sent";
  }

  #in(ms: number): Date {
    return new Date(this.#ctx.now().getTime() + ms);
  }
}
