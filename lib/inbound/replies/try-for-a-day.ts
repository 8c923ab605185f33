import type { Ctx } from "@/lib/base/context";
import { AppError } from "@/lib/base/errors";

const firstWaitMs = 10_000;
const longestWaitMs = 15 * 60_000;
/** With waits that double up to the longest one these make a day. */
const lastRound = 100;

export interface Patient {
  /** How often it was put off before. */
  round: number;
  run(): Promise<void>;
  /** Puts the next try in the queue; `why` in words. */
  putOff(next: { round: number; startAfter: Date; why: string }): Promise<void>;
  /** Leaves it to a person. */
  giveUp(why: string): Promise<void>;
}

/** Does what needs a way out. Where there is none just now it is put off, for a day in all, and then left to a person: nothing waits for ever. */
export async function tryForADay(ctx: Ctx, { round, run, putOff, giveUp }: Patient): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "unavailable") throw error;
    const why = error.message;
    if (round >= lastRound) return giveUp(why);
    const waitMs = Math.min(firstWaitMs * 2 ** round, longestWaitMs);
    await putOff({ round: round + 1, startAfter: new Date(ctx.now().getTime() + waitMs), why });
  }
}
