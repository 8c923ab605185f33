import type { Growing } from "./units";

export type Reader = (text: string) => unknown;

const kilo = 1024;
/** Where a reader is this fast at this length, even time that grows with the square stays below two seconds for a megabyte. */
const quick = { chars: 64 * kilo, ms: 2 };
/** A megabyte of anything in two seconds: what a shorter text may take at most, with an allowance for the first call. */
const ceilingMs = (chars: number) => 100 + (2000 * chars) / (1024 * kilo);
/** Twice the text may take three times as long: twice is linear, four times is quadratic. */
const worstRatio = 3;
/** Below this, the clock and the collector say more than the reader. */
const measurableMs = 30;

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

/**
 * What is wrong with the time that a reader takes for a growing text, or null. The text grows in steps, so that a reader that
 * is far too slow is found at a length where it still comes back.
 */
export async function growthProblem(reader: Reader, { of }: Growing, runs = 3): Promise<string | null> {
  for (const chars of [2 * kilo, 16 * kilo]) {
    const text = of(chars);
    if ((await cost(reader, text)) > ceilingMs(chars) && (await least(reader, text, runs)) > ceilingMs(chars))
      return `takes ${Math.round(await cost(reader, text))} ms for ${chars} characters`;
  }
  const first = await cost(reader, of(quick.chars));
  if (first > 2 * ceilingMs(quick.chars)) return `takes ${Math.round(first)} ms for ${quick.chars} characters`;
  if (Math.min(first, await cost(reader, of(quick.chars))) < quick.ms) return null;
  for (const chars of [64 * kilo, 256 * kilo]) {
    const problem = await ratioProblem(reader, of(chars), of(2 * chars), runs);
    if (problem) return problem;
  }
  return null;
}

async function ratioProblem(reader: Reader, once: string, twice: string, runs: number): Promise<string | null> {
  let words = "";
  // A doubtful answer is asked again, with more runs: a pause of the machine does not come three times at the same place.
  for (let attempt = 1; attempt <= 3; attempt++) {
    const long = await least(reader, twice, attempt === 1 ? 1 : runs);
    const limit = ceilingMs(twice.length);
    if (long < measurableMs) return null;
    const short = await least(reader, once, attempt === 1 ? 1 : runs);
    if (long / short <= worstRatio && long <= limit) return null;
    words = `takes ${short.toFixed(1)} ms for ${once.length} characters and ${long.toFixed(1)} ms for ${twice.length}`;
    if (long > 2 * limit) break;
  }
  return words;
}
