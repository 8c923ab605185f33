import { systemCtx } from "@/lib/base/context";
import { whileAtWork } from "@/lib/base/jobs/at-work";
import { noteFailure, notingFailure } from "@/lib/base/jobs/repeated-failures";
import { createLog } from "@/lib/base/log";
import { SENDING_CHANNEL } from "@/lib/sending/campaign/under-way";
import type { SendBatchOptions } from "./batch-run";
import { type DueCampaign, DueCampaigns } from "./due-campaigns";
import { FairTurns } from "./fair-turns";
import { HolderSession, type OnPoke } from "./holder-session";
import type { Lease } from "./lease";
import { leaseBatch } from "./lease-batch";
import { freeLocalLeases } from "./resume-batches";
import { workOnLease } from "./send-batch";
import { stopSending } from "./stop-sending";

const log = createLog({ part: "sending" });

/** Batches that one process works on at once. Most of them wait for their pace; composing and sending are gated further. */
const PLACES = 16;
/** One campaign never has more of them, so that the next one always finds a place. */
const PLACES_A_CAMPAIGN = 4;
/** While others wait for a place, a batch gives its own back after this time. */
const TURN_MS = 2_000;
const LOOK_MS = 500;
/** What a failure of the loop itself is noted as. */
const LOOK = { job: "sending.dispatch", subject: null, workspaceId: "" };
const SWEEP_MS = 10_000;

interface Running {
  campaign: DueCampaign;
  since: number;
  yields: boolean;
  done: Promise<void>;
}

/**
 * The sending loop of a worker. Batches are rows with a due time, leased straight from their table and not queued as
 * jobs one by one: there is nothing to enqueue for a million recipients, a batch whose holder died is simply due again, and
 * whose turn it is can be decided anew at each free place, which a queue in order of arrival cannot.
 */
export class Dispatcher {
  readonly #turns = new FairTurns();
  readonly #due = new DueCampaigns();
  readonly #running = new Set<Running>();
  readonly #session: HolderSession;
  readonly #options: SendBatchOptions;
  #stopped = false;
  #wakeUp: (() => void) | null = null;
  #poked = false;
  #loop: Promise<void> | null = null;
  #sweptAt = Number.NEGATIVE_INFINITY;
  #wentWell = false;
  #begun = 0;

  /** `alsoHears`: further channels, of what else this process sends, on the same connection. */
  constructor(options: SendBatchOptions = {}, alsoHears: ReadonlyMap<string, OnPoke> = new Map()) {
    this.#options = options;
    const onPoke: OnPoke = (workspaceId) => {
      this.#due.wake(workspaceId);
      this.#wake();
    };
    this.#session = new HolderSession(new Map([[SENDING_CHANNEL, onPoke], ...alsoHears]));
  }

  start(): void {
    this.#session.start();
    this.#loop = this.#run();
  }

  /** Stops handing out, waits for the groups on the wire, and gives all batches back. */
  async stop(): Promise<void> {
    this.#stopped = true;
    stopSending();
    this.#wake();
    await this.#loop;
    await Promise.all([...this.#running].map((running) => running.done));
    await this.#session.stop();
  }

  /** Works until nothing is due any more or the time is over; for hosts with bounded runs. Answers how many batches it had in hand. */
  async drain(endBy: Date): Promise<number> {
    while (Date.now() < endBy.getTime() && !this.#stopped) {
      const found = await this.#fill(endBy);
      if (this.#running.size === 0 && !found) return this.#begun;
      await Promise.race([...this.#running].map((running) => running.done).concat(this.#rest()));
    }
    for (const running of this.#running) running.yields = true;
    await Promise.all([...this.#running].map((running) => running.done));
    return this.#begun;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      await this.#look();
      await this.#rest();
    }
  }

  /** Looks twice a second: only the first success after a failure, or after the start, is noted. */
  async #look(): Promise<void> {
    const work = async () => {
      await this.#sweep();
      await this.#fill();
    };
    try {
      await (this.#wentWell ? work() : notingFailure(LOOK, work));
      this.#wentWell = true;
    } catch (error) {
      if (this.#wentWell) await noteFailure(LOOK, error).catch(() => {});
      this.#wentWell = false;
      log.warn("could not look for batches to send, trying again", { error });
    }
  }

  /** Leases of workers of this machine that are gone are free at once; everybody else's run out by themselves. */
  async #sweep(): Promise<void> {
    if (performance.now() - this.#sweptAt < SWEEP_MS) return;
    if ((await freeLocalLeases()) > 0) this.#due.wake();
    this.#sweptAt = performance.now();
  }

  /** Fills the free places by turns; true when anything was leased. */
  async #fill(endBy?: Date): Promise<boolean> {
    const due = await this.#due.find();
    this.#askToYield(due);
    let leased = false;
    for (let again = true; again && !this.#stopped; ) {
      again = false;
      for (const campaign of this.#turns.order(due)) {
        if (this.#running.size >= PLACES || this.#stopped) return leased;
        if (this.#turns.running(campaign.campaignId) >= PLACES_A_CAMPAIGN) continue;
        const ctx = systemCtx(campaign.workspaceId, "sending.dispatch");
        const leasedAt = performance.now();
        const lease = await leaseBatch(ctx, { campaignId: campaign.campaignId });
        if (!lease) {
          due.splice(due.indexOf(campaign), 1);
          continue;
        }
        this.#begin(campaign, lease, leasedAt, endBy);
        leased = true;
        again = true;
        break;
      }
    }
    return leased;
  }

  #begin(campaign: DueCampaign, lease: Lease, since: number, endBy?: Date): void {
    const running: Running = { campaign, since, yields: false, done: Promise.resolve() };
    const ctx = { ...systemCtx(campaign.workspaceId, "sending.dispatch"), ...(endBy && { endBy }) };
    const { workspaceId, campaignId } = campaign;
    const attempt = { job: "sending.send-batch", subject: lease.batchId, workspaceId, campaignId };
    const options = { ...this.#options, shouldYield: () => running.yields };
    this.#begun++;
    this.#turns.begin(campaign);
    this.#running.add(running);
    running.done = notingFailure(attempt, () => whileAtWork(attempt.job, () => workOnLease(ctx, lease, options)))
      .catch((error: unknown) => log.error("a batch failed", { batchId: lease.batchId, error }))
      .finally(() => {
        this.#running.delete(running);
        this.#turns.end(campaign);
        this.#due.wake(campaign.workspaceId);
        this.#wake();
      });
  }

  /** When all places are taken and a campaign has none, the campaigns with several give back the ones held longest. */
  #askToYield(due: readonly DueCampaign[]): void {
    if (this.#running.size < PLACES) return;
    const starved = new Set(due.map(({ campaignId }) => campaignId)).size;
    const now = performance.now();
    const held = [...this.#running].filter(({ since }) => now - since >= TURN_MS).sort((a, b) => a.since - b.since);
    for (const running of held.slice(0, starved)) running.yields = true;
  }

  #wake(): void {
    this.#poked = true;
    this.#wakeUp?.();
  }

  #rest(): Promise<void> {
    if (this.#poked) {
      this.#poked = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wakeUp?.(), LOOK_MS);
      this.#wakeUp = () => {
        clearTimeout(timer);
        this.#wakeUp = null;
        this.#poked = false;
        resolve();
      };
    });
  }
}
