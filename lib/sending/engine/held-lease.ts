import type { Ctx } from "@/lib/base/context";
import { runningHolders } from "./holder";
import type { Hold } from "./lease";
import { LEASE_SECONDS, renewLease } from "./lease-batch";

const RENEW_MS = 5_000;
/** Handing over stops this long before anybody else may believe that the lease has run out. */
const SAFETY_MS = 8_000;
const VALID_MS = LEASE_SECONDS * 1000 - SAFETY_MS;

/**
 * A lease kept up in the background until `stop`. `isValid` is asked right before every hand-over: it counts from the
 * last renewal on the monotonic clock and on the wall clock, so neither a jump, nor a stopped process, nor a machine that
 * slept lets a holder go on after others may have taken over.
 */
export class HeldLease<L extends Hold = Hold> {
  #lost = false;
  #monotonic: number;
  #wall: number;
  readonly #timer: NodeJS.Timeout;
  readonly lease: L;

  constructor(ctx: Ctx, lease: L, leasedAt = { monotonic: performance.now(), wall: Date.now() }) {
    this.lease = lease;
    this.#monotonic = leasedAt.monotonic;
    this.#wall = leasedAt.wall;
    runningHolders().add(lease.holder);
    this.#timer = setInterval(() => void this.#renew(ctx), RENEW_MS);
    this.#timer.unref();
  }

  /** Whether a message may be handed over under it at this moment. */
  isValid(): boolean {
    return !this.#lost && performance.now() - this.#monotonic < VALID_MS && Date.now() - this.#wall < VALID_MS;
  }

  stop(): void {
    clearInterval(this.#timer);
    runningHolders().delete(this.lease.holder);
  }

  async #renew(ctx: Ctx): Promise<void> {
    const at = { monotonic: performance.now(), wall: Date.now() };
    try {
      if (!(await renewLease(this.lease))) this.#lost = true;
      this.#monotonic = at.monotonic;
      this.#wall = at.wall;
    } catch (error) {
      // The database is away: the lease stays valid for as long as nobody else can have it.
      ctx.log.warn("could not renew a batch lease", { batchId: this.lease.batchId, error });
    }
  }
}
