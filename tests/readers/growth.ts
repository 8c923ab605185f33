import type { Growing } from "./units";

export type Reader = (text: string) => unknown;

const kilo = 1024;
/** In steps, so that a reader that is far too slow is found at a length where it still comes back. */
const lengths = [2, 8, 32].map((kilos) => kilos * kilo);
/** A megabyte of anything in two seconds: what a shorter text may take at most, with an allowance for the first call. */
const ceilingMs = (chars: number) => 100 + (2000 * chars) / (1024 * kilo);
/** Four times the text in five times the time is plainly linear: no need to measure more. */
const plainlyLinear = 5;
/** At the longest length: even time that grows with the square stays at two seconds for a megabyte. */
const quickMs = 2;
/** Twice the text may take three times as long: twice is linear, four times is quadratic. */
const worstRatio = 3;
/** Below this, the clock and the collector say more than the reader. */
const measurableMs = 20;
/** Long enough to be measured: the text is doubled here and not made longer first. */
const longMs = 50;

/** Milliseconds of this thread's own work; what else the machine does does not count. */
async function cost(reader: Reader, text: string): Promise<number> {
  const before = process.threadCpuUsage();
  try {
    await reader(text);
  } catch {
    // To refuse is to answer.
  }
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

async function least(reader: Reader, text: string, runs: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) best = Math.min(best, await cost(reader, text));
  return best;
}

/** What is wrong with the time that a reader takes for a growing text, or null. */
export async function growthProblem(reader: Reader, { of }: Growing): Promise<string | null> {
  let previous = 0;
  for (const chars of lengths) {
    const text = of(chars);
    const time = await cost(reader, text);
    if (time > ceilingMs(chars)) {
      const again = await least(reader, text, 2);
      if (again > ceilingMs(chars)) return `takes ${Math.round(again)} ms for ${chars} characters`;
    }
    if (chars < (lengths.at(-1) ?? 0) && time < longMs) previous = time;
    else if (time < quickMs || time <= plainlyLinear * previous) return null;
    else return doublingProblem(reader, of, chars);
  }
  return null;
}

/**
 * Compares a text with one of twice its length, where that takes long enough to be compared. A doubtful answer is asked again,
 * with more runs: a pause of the machine does not come each time at the same place.
 */
async function doublingProblem(reader: Reader, of: Growing["of"], from: number): Promise<string | null> {
  let chars = from;
  if ((await cost(reader, of(2 * chars))) < measurableMs) {
    chars *= 4;
    if ((await cost(reader, of(2 * chars))) < measurableMs) return null;
  }
  let words = "";
  for (const runs of [1, 2, 4, 8]) {
    const long = await least(reader, of(2 * chars), runs);
    const short = await least(reader, of(chars), runs);
    // The clock of a thread moves in steps: what it counted to an earlier run may have been missing from this one.
    if (long < measurableMs || long / short <= worstRatio) return null;
    words = `takes ${short.toFixed(1)} ms for ${chars} characters and ${long.toFixed(1)} ms for twice as many`;
    if (long > 10 * longMs) break;
  }
  return words;
}
