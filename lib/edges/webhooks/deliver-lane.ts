import { type Ctx, systemCtx } from "@/lib/base/context";
import type { WebhookEndpoint } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { KeptConnections } from "@/lib/base/outgoing/kept-connections";
import { attempt, type Outcome, type WebhookReach } from "./attempt";
import { countTries } from "./delivery-metrics";
import { DUE_FIRST, type DueDelivery, findDue, nextDueAt, recordTried, type TriedDelivery } from "./due-deliveries";
import { judgeTry, withoutEvent } from "./judge-try";
import { type DeliveryLane, giveLaneBack, RENEW_MS, renewLane } from "./lanes";
import { noteHealth } from "./note-health";
import { secretsOf, webhookKey } from "./queries";
import { FAILURES_TO_PAUSE, pauseMs } from "./schedule";

/** Calls to one endpoint at the same time, by all workers together, as one of them has it. */
const AT_ONCE = 8;
/** Deliveries that are read and written back together. */
const A_PAGE = 64;
/** After that long others have a turn. */
const TURN_MS = 20_000;

export interface LaneOptions extends WebhookReach {
  random?: () => number;
  /** Asked before each group: whether to give the lane back. */
  shouldStop?: () => boolean;
}

/**
 * Delivers what is due to one endpoint until nothing is, its turn is over, or it fails again and again: then it is left alone for a while and
 * the deliveries that were not tried lose nothing. A worker that dies in the middle leaves what it had on the wire to be sent once
 * more, with the same id.
 */
export async function deliverLane(lane: DeliveryLane, options: LaneOptions = {}): Promise<void> {
  const now = options.now ?? (() => new Date());
  const ctx: Ctx = { ...systemCtx(lane.workspaceId, "webhooks.deliver"), now };
  const connections = new KeptConnections(AT_ONCE);
  const run = new LaneRun(ctx, lane, { ...options, connections, now });
  const alive = setInterval(() => void run.renew(), RENEW_MS);
  try {
    await run.work();
  } finally {
    clearInterval(alive);
    connections.close();
    const { failures } = run;
    const nextAt = await nextDueAt(lane);
    await giveLaneBack(ctx.db, lane, { nextAt, restUntil: restUntil(now(), { failures, nextAt }), failures });
  }
}

/** An endpoint that fails is left alone, unless somebody waits for a test. */
function restUntil(now: Date, { failures, nextAt }: { failures: number; nextAt: Date | null }): Date | null {
  const restMs = pauseMs(failures);
  const testWaits = nextAt?.getTime() === DUE_FIRST.getTime();
  return restMs === 0 || testWaits ? null : new Date(now.getTime() + restMs);
}

class LaneRun {
  failures: number;
  #lost = false;
  readonly #startedAt = performance.now();
  readonly #ctx: Ctx;
  readonly #lane: DeliveryLane;
  readonly #options: LaneOptions;

  constructor(ctx: Ctx, lane: DeliveryLane, options: LaneOptions) {
    this.#ctx = ctx;
    this.#lane = lane;
    this.#options = options;
    this.failures = lane.failures;
  }

  async renew(): Promise<void> {
    const held = await renewLane(this.#ctx.db, this.#lane, this.#ctx.now()).catch(() => true);
    if (!held) this.#lost = true;
  }

  async work(): Promise<void> {
    while (!this.#isOver()) {
      const endpoint = await this.#ctx.db.webhookEndpoint.findUnique({
        where: webhookKey(this.#ctx, this.#lane.endpointId),
      });
      if (!endpoint || endpoint.deletedAt || endpoint.disabledAt) return;
      const knocking = this.failures > 0;
      const due = await findDue(this.#lane, this.#ctx.now(), knocking ? 1 : A_PAGE);
      if (due.length === 0) return;
      if (await this.#deliver(endpoint, due)) return;
      if (this.failures >= FAILURES_TO_PAUSE) return;
    }
  }

  #isOver(): boolean {
    const turnIsOver = performance.now() - this.#startedAt > TURN_MS;
    return this.#lost || turnIsOver || Boolean(this.#options.shouldStop?.());
  }

  /** Tries these, several at once, in the order in which they are due; true when the endpoint is disabled by it. */
  async #deliver(endpoint: WebhookEndpoint, due: readonly DueDelivery[]): Promise<boolean> {
    const target = { url: endpoint.url, secrets: secretsOf(endpoint, this.#ctx.now()) };
    const waiting = [...due];
    // Where it had failed too often before, one try says how it is now.
    const most = Math.max(FAILURES_TO_PAUSE, this.failures + 1);
    const tried: TriedDelivery[] = [];
    const outcomes: (Outcome & { isTest: boolean })[] = [];
    const work = async () => {
      for (let next = waiting.shift(); next && this.failures < most && !this.#isOver(); next = waiting.shift()) {
        if (next.body === null) {
          tried.push(withoutEvent(next, this.#ctx.now()));
          continue;
        }
        const outcome = await attempt(target, { id: publicId("evt", next.eventId), body: next.body }, this.#options);
        outcomes.push({ ...outcome, isTest: next.isTest ?? false });
        this.failures = outcome.log.error === null ? 0 : this.failures + 1;
        tried.push(judgeTry(next, outcome, this.#ctx.now(), (this.#options.random ?? Math.random)()));
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, due.length) }, work));
    await recordTried(this.#lane, tried);
    countTries(outcomes);
    return noteHealth(this.#ctx, endpoint, {
      succeeded: outcomes.some(({ log }) => log.error === null),
      failed: outcomes.some(({ log, isTest }) => log.error !== null && !isTest),
      gone: outcomes.some(({ log }) => log.statusCode === 410),
    });
  }
}
