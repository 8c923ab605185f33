import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { prisma } from "@/lib/base/db/client";
import { whileAtWork } from "@/lib/base/jobs/at-work";
import { knownFailures, noteFailure, notingFailure } from "@/lib/base/jobs/repeated-failures";
import { createLog } from "@/lib/base/log";
import { deliverLane, type LaneOptions } from "./deliver-lane";
import { fanOut } from "./fan-out";
import { type DeliveryLane, takeLanes } from "./lanes";

const log = createLog({ part: "webhooks" });

/** Endpoints that one process delivers to at once; each has some calls on the wire. */
const PLACES = 32;
/** How often is looked for what is due. */
const LOOK_MS = 1_000;
/** Workspaces whose outbox is emptied in one look, and rounds for each: a busy one keeps no other waiting. */
const WORKSPACES = 100;
const ROUNDS = 20;

const FAN_OUT = "webhooks.fan-out";
const DELIVER = "webhooks.deliver";

/**
 * The loop of a worker that tells other programs of events: it makes deliveries of what the outbox names, and gives endpoints that have
 * something due a place each, so that a slow one keeps no other waiting. All of it stands in tables with a due time or a lease: any
 * number of workers share it, and what one leaves behind another goes on with.
 */
export class WebhookRunner {
  readonly #holder = `${hostname()}-${randomBytes(6).toString("hex")}`;
  readonly #running = new Set<Promise<void>>();
  readonly #options: LaneOptions;
  #stopped = false;
  #loop: Promise<void> | null = null;
  #wakeUp: (() => void) | null = null;
  #wentWell = false;

  constructor(options: LaneOptions = {}) {
    this.#options = options;
  }

  start(): void {
    this.#loop = this.#run();
  }

  /** Takes nothing new and waits for the calls on the wire, each of which has its time-out. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wakeUp?.();
    await this.#loop;
    await Promise.all(this.#running);
  }

  /** Works until nothing is due or the time is over; for hosts with bounded runs. Answers how much was found to do. */
  async drain(endBy: Date): Promise<number> {
    const isOver = () => Date.now() >= endBy.getTime();
    let sum = 0;
    while (!isOver()) {
      const found = (await this.#fanOutAll(isOver)) + (await this.#fill(isOver));
      sum += found;
      if (this.#running.size > 0) await Promise.race([...this.#running, this.#rest()]);
      else if (found === 0) break;
    }
    await Promise.all(this.#running);
    return sum;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const found = await this.#look();
      if (found === 0) await this.#rest();
    }
  }

  /** Only the first success after a failure, or after the start, is noted. */
  async #look(): Promise<number> {
    const tried = { job: FAN_OUT, subject: null, workspaceId: "" };
    let found = 0;
    const work = async () => {
      found = await this.#fanOutAll();
      await this.#fill();
    };
    try {
      await (this.#wentWell ? work() : notingFailure(tried, work));
      this.#wentWell = true;
    } catch (error) {
      if (this.#wentWell) await noteFailure(tried, error).catch(() => {});
      this.#wentWell = false;
      log.warn("could not look for webhooks that are due, trying again", { error });
      return 0;
    }
    return found;
  }

  /** Rows of the outbox that were made into deliveries. What fails in one workspace keeps no other waiting. */
  async #fanOutAll(isOver = () => false): Promise<number> {
    const waiting = await prisma.$queryRaw<{ workspaceId: string }[]>`
      select workspace_id as "workspaceId" from event_outbox
       union select workspace_id from fact_outbox limit ${WORKSPACES}`;
    if (waiting.length === 0) return 0;
    const failures = await knownFailures(FAN_OUT);
    let rows = 0;
    for (const { workspaceId } of waiting) {
      if (this.#stopped || isOver()) break;
      try {
        rows += await failures.noting(workspaceId, () => this.#fanOutOne(workspaceId));
      } catch (error) {
        log.error("events of a workspace could not be made into deliveries", { workspaceId, error });
      }
    }
    return rows;
  }

  async #fanOutOne(workspaceId: string): Promise<number> {
    let rows = 0;
    for (let round = 0; round < ROUNDS && !this.#stopped; round++) {
      const taken = await whileAtWork(FAN_OUT, () => fanOut(workspaceId, this.#now()));
      rows += taken;
      if (taken === 0) break;
    }
    return rows;
  }

  /** Gives the free places to endpoints; answers how many. */
  async #fill(isOver = () => false): Promise<number> {
    const most = PLACES - this.#running.size;
    if (most <= 0 || this.#stopped) return 0;
    const lanes = await takeLanes(prisma, { holder: this.#holder, most, now: this.#now() });
    for (const lane of lanes) this.#begin(lane, isOver);
    return lanes.length;
  }

  #begin(lane: DeliveryLane, isOver: () => boolean): void {
    const { workspaceId, endpointId } = lane;
    const shouldStop = () => this.#stopped || isOver();
    const deliver = () => whileAtWork(DELIVER, () => deliverLane(lane, { ...this.#options, shouldStop }));
    const done: Promise<void> = notingFailure({ job: DELIVER, subject: endpointId, workspaceId }, deliver)
      .catch((error: unknown) => log.error("an endpoint could not be delivered to", { workspaceId, endpointId, error }))
      .finally(() => {
        this.#running.delete(done);
        this.#wakeUp?.();
      });
    this.#running.add(done);
  }

  #now(): Date {
    return (this.#options.now ?? (() => new Date()))();
  }

  #rest(): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#wakeUp = null;
        resolve();
      };
      const timer = setTimeout(end, LOOK_MS);
      this.#wakeUp = end;
    });
  }
}
