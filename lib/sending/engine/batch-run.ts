import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import { countPaceWait } from "@/lib/sending/pacing/pace-metrics";
import { planGroup } from "@/lib/sending/pacing/plan-group";
import type { GroupPlan } from "@/lib/sending/pacing/types";
import { chooseTransport } from "@/lib/sending/transports/choose-transport";
import type { TransportRefusal } from "@/lib/sending/transports/refusal";
import { type OpenTransport, openWorkspaceTransport } from "@/lib/sending/transports/workspace-transport";
import { afterGroup } from "./after-group";
import { countInSpan } from "./batch-span";
import { beginGroup } from "./begin-group";
import { type CampaignPlan, campaignPlan } from "./campaign-plan";
import { groupSize, learnGroupSize } from "./group-size";
import type { HeldLease } from "./held-lease";
import { holdCampaign } from "./hold-campaign";
import type { JournalOfLease } from "./journal-of-lease";
import type { Lease } from "./lease";
import { loadWaiting, type WaitingMessage } from "./load-batch";
import { type GroupWork, sendGroup } from "./send-group";
import { isStopping } from "./stop-sending";

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

/** Messages that are still to be sent, or that the batch is given back and when to come again; null for at once. */
type Rest = WaitingMessage[] | { again: Date | null };

/** By which way a group leaves. */
type Way = Pick<GroupWork, "row" | "transport" | "journal">;

/** The work on one leased batch, group by group. */
export class BatchRun {
  readonly #ctx: Ctx;
  readonly #held: HeldLease<Lease>;
  readonly #journals: JournalOfLease;
  readonly #options: SendBatchOptions;
  readonly #until: number;
  /** When messages that pacing put off may be tried; null when none was. */
  #later: Date | null = null;

  constructor(ctx: Ctx, held: HeldLease<Lease>, journals: JournalOfLease, options: SendBatchOptions) {
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

  /** Sends the next group of the queue, as much of it as pacing lets go. */
  async #sendNext(plan: CampaignPlan, row: Transport, queue: readonly WaitingMessage[]): Promise<Rest> {
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
    if (pace.now.length === 0) return pace.refusal ? { again: await this.#hold(pace.refusal, queue) } : rest;
    const unsent = await this.#sendPaced(plan, { row, transport, journal }, wanted, pace);
    return Array.isArray(unsent) ? [...unsent, ...rest] : unsent;
  }

  /** Sends those that pacing lets go now. */
  async #sendPaced(plan: CampaignPlan, way: Way, wanted: readonly WaitingMessage[], pace: GroupPlan): Promise<Rest> {
    const begun = this.#mayGoOn() ? await this.#begin(plan, way.row, pace.now) : null;
    if (!begun) {
      await pace.releaseUnused(pace.now);
      return { again: this.#mayGoOn() ? this.#in(GUARD_MS) : null };
    }
    const group = wanted.filter((message) => begun.ids.has(message.messageId));
    const work = {
      ...way,
      held: this.#held,
      contents: plan.contents,
      lane: "bulk" as const,
      stillWanted: () => this.#stillWanted(),
    };
    const result = await sendGroup(this.#ctx, work, group);
    countInSpan(result.outcomes);
    const unsent = new Set(result.outcomes.flatMap((each) => (each.result === "unsent" ? each.messageId : [])));
    await pace.releaseUnused(pace.now.filter((id) => unsent.has(id) || !begun.ids.has(id)));
    await afterGroup(this.#ctx, way.row, group, result);
    if (result.failure) return { again: null };
    if (result.refusal) {
      await holdCampaign(this.#ctx, this.#held.lease.campaignId, result.refusal, [...begun.ids]);
      return { again: null };
    }
    if (group.length > 0) learnGroupSize(way.row.id, result, group.length);
    return group.filter((message) => unsent.has(message.messageId));
  }

  /** Messages that pacing left out: those whose turn comes soon queue up again, the others wait for a later lease. */
  #leftOut(wanted: readonly WaitingMessage[], { now, later, refusal }: GroupPlan): WaitingMessage[] {
    if (!later && !refusal) return [];
    const given = new Set(now);
    const out = wanted.filter((message) => !given.has(message.messageId));
    // The campaign is about to be paused.
    if (!later || refusal) return out;
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

  #mayGoOn(): boolean {
    if (isStopping() || performance.now() >= this.#until || !this.#held.isValid()) return false;
    return !this.#options.shouldYield?.();
  }

  /** Asked while a group is on the wire: a pause must be felt at once, also by a slow one. */
  async #stillWanted(): Promise<boolean> {
    if (isStopping() || !this.#held.isValid()) return false;
    const where = { workspaceId_id: { workspaceId: this.#ctx.workspaceId, id: this.#held.lease.campaignId } };
    const campaign = await this.#ctx.db.campaign.findUnique({ where, select: { status: true } });
    return campaign?.status === "sending" || campaign?.status === "sent";
  }

  #in(ms: number): Date {
    return new Date(this.#ctx.now().getTime() + ms);
  }
}
