import { seededRandom } from "@/tests/load/random";

/**
 * - `kill`: `kill -9` of one worker; another is started at once.
 * - `restart`: the database ends without a word and comes back on the same port.
 * - `clock-ahead`: everything that waits for a time, leases among it, is an hour nearer.
 * - `clock-back`: the same an hour further off, put right again after some seconds.
 */
export type Fault = "kill" | "restart" | "clock-ahead" | "clock-back";

export interface PlannedFault {
  what: Fault;
  /** Due when this share of the recipients has an answer. */
  atShare: number;
}

/** What will go wrong and when, by the seed. The first is a kill while the audience is still being prepared. */
export function planFaults(seed: number, counts: Record<Fault, number>): PlannedFault[] {
  const random = seededRandom(seed ^ 0x5eed);
  const faults = (Object.keys(counts) as Fault[]).flatMap((what) =>
    Array.from({ length: counts[what] - (what === "kill" ? 1 : 0) }, () => what),
  );
  for (let at = faults.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [faults[at], faults[other]] = [faults[other]!, faults[at]!];
  }
  const step = 0.95 / Math.max(1, faults.length);
  const rest = faults.map((what, index) => ({ what, atShare: (index + random()) * step }));
  return counts.kill > 0 ? [{ what: "kill", atShare: 0 }, ...rest] : rest;
}
