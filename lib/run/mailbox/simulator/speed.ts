import type { Speed } from "@/lib/run/mailbox/schema";

/** No reader is quicker than this: tracking takes a click within two seconds of delivery for a machine's. */
const fastestReaderMs = 3_000;

/**
 * How long after delivery an action happens. `wait` from 0 (at once) to 1 (last); negative for machines that act on arrival.
 * realistic: half of the opens within the first hour, the last after ten; fast: all within 45 s; instant: as soon as it counts as human.
 * While paused nothing runs; due times are kept as for fast, and are set anew when the speed changes.
 */
export function delayMs(speed: Speed, wait: number): number {
  if (wait < 0) return speed === "realistic" ? 5_000 * (1 + wait) : 300 * (1 + wait);
  if (speed === "realistic") return 60_000 + wait ** 3.3 * 10 * 3_600_000;
  if (speed === "instant") return fastestReaderMs + wait * 4_000;
  return fastestReaderMs + wait * 42_000;
}
