import type { Ctx } from "@/lib/base/context";
import { despiteOthers } from "@/lib/base/db/despite-others";
import { refusedFor } from "@/lib/base/db/sql-state";
import { type BatchState, importBatch } from "./import-batch";
import type { ImportRun } from "./import-run";
import type { PendingBatch } from "./pending-batch";

/** More would wait for each other, and for the processor. */
const AT_ONCE = 2;

interface Flight {
  batch: PendingBatch;
  addresses: ReadonlySet<string>;
  done: Promise<BatchState>;
}

/**
 * Saves batches in the order of the file, two at once: while the database writes the one, the other is prepared, and the next is read. Batches that
 * name the same person follow each other, so that a row further down acts later. Where others are in the way, one after the other is saved.
 */
export class BatchLine {
  #flights: Flight[] = [];
  /** Given up once others were in the way, for the rest of the slice. */
  #atOnce: number;

  constructor(
    private readonly ctx: Ctx,
    private readonly run: ImportRun,
    isLimited: boolean,
  ) {
    // Whoever may have only so many contacts has them counted one batch after the other.
    this.#atOnce = isLimited ? 1 : AT_ONCE;
  }

  /** Begins to save a batch once there is room. Another answer than "saved" says that neither it nor any later one will be. */
  async add(batch: PendingBatch): Promise<BatchState> {
    const addresses = new Set(batch.rows.map(({ normalized }) => normalized));
    while (this.#flights.length > 0 && (this.#flights.length >= this.#atOnce || this.#names(addresses))) {
      const state = await this.#land();
      if (state !== "saved") return state;
    }
    const turn = this.#flights.at(-1)?.done ?? Promise.resolve("saved" as const);
    const done = this.#atOnce === 1 ? this.#alone(batch) : importBatch(this.ctx, this.run, batch, turn);
    // Looked at when its turn has come.
    done.catch(() => {});
    this.#flights.push({ batch, addresses, done });
    return "saved";
  }

  /** Waits until all are saved, or until it is known why not. */
  async end(): Promise<BatchState> {
    while (this.#flights.length > 0) {
      const state = await this.#land();
      if (state !== "saved") return state;
    }
    return "saved";
  }

  /** Waits for the first. */
  async #land(): Promise<BatchState> {
    const [first] = this.#flights;
    if (!first) return "saved";
    try {
      const state = await first.done;
      if (state !== "saved") return await this.#giveUp(state);
      this.#flights.shift();
      return state;
    } catch (error) {
      if (isInTheWay(error)) return this.#again();
      await this.#giveUp("taken");
      throw error;
    }
  }

  /** Those that follow end with the first. */
  async #giveUp(state: BatchState): Promise<BatchState> {
    await Promise.allSettled(this.#flights.splice(0).map(({ done }) => done));
    return state;
  }

  /** All that are under way have failed or fail now, as they wait for the first. */
  async #again(): Promise<BatchState> {
    this.#atOnce = 1;
    const flights = this.#flights.splice(0);
    await Promise.allSettled(flights.map(({ done }) => done));
    for (const { batch } of flights) {
      const state = await this.#alone(batch);
      if (state !== "saved") return state;
    }
    return "saved";
  }

  #alone(batch: PendingBatch): Promise<BatchState> {
    return despiteOthers(() => importBatch(this.ctx, this.run, batch, null));
  }

  #names(addresses: ReadonlySet<string>): boolean {
    return this.#flights.some((flight) => !flight.addresses.isDisjointFrom(addresses));
  }
}

const isInTheWay = (error: unknown) =>
  refusedFor(error, "deadlockDetected") ||
  refusedFor(error, "uniqueViolation") ||
  refusedFor(error, "lockNotAvailable");
