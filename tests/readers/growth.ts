import type { Growing } from "./units";

export type Reader = (text: string) => unknown;

const kilo = 1024;
/** The first texts have a few units only, and grow by a quarter: a reader that is exponential is found while it still comes back. */
const [firstUnits, fewUnits] = [8, 64];
/** Where a text is long enough to be judged by its time. */
const judgedChars = 16 * kilo;
const longestChars = 1024 * kilo;
/** A megabyte of anything in two seconds: what a shorter text may take at most, with an allowance for the first call. */
const ceilingMs = (chars: number) => 100 + (2000 * chars) / longestChars;
/** What takes no longer for 16 KB has no growth that matters: even with the square it stays at four seconds for a megabyte. */
const quickMs = 1;
/** How many times as long what is plainly linear may take for a text that is `ratio` times as long: 2.5 for twice the text. */
const plainlyLinear = (ratio: number) => ratio ** 1.32;
/** A step of the text is so short that its time stays below this, even when it grows exponentially. */
const nextStep = { atMostMs: 200, fromMs: 0.02 };
/** Twice the text may take three times as long: twice is linear, four times is quadratic. */
const worstRatio = 3;
const rounds = 4;
/** From here on the processor's own clock, which moves in steps of some milliseconds, is exact enough to judge by. */
const measurableMs = 25;

/** Milliseconds that a call takes on the wall: exact, and too long at worst, when the machine does something else. */
async function wall(reader: Reader, text: string): Promise<number> {
  const before = performance.now();
  await call(reader, text);
  return performance.now() - before;
}

/** Milliseconds of this thread's own work; what else the machine does does not count. */
async function work(reader: Reader, text: string): Promise<number> {
  const before = process.threadCpuUsage();
  await call(reader, text);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

async function call(reader: Reader, text: string): Promise<void> {
  try {
    await reader(text);
  } catch {
    // To refuse is to answer.
  }
}

async function leastWork(reader: Reader, text: string, runs: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) best = Math.min(best, await work(reader, text));
  return best;
}

async function leastWall(reader: Reader, text: string): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run++) best = Math.min(best, await wall(reader, text));
  return best;
}

/** As many runs as make the steps of the clock small against their sum. */
async function meanWork(reader: Reader, text: string): Promise<number> {
  let [sum, runs] = [0, 0];
  while (sum < 4 * measurableMs && runs < 8) {
    sum += await work(reader, text);
    runs += 1;
  }
  return sum / runs;
}

interface Point {
  chars: number;
  ms: number;
}

/**
 * What is wrong with the time that a reader takes for a growing text, or null. The text grows from a few units to 16 KB; a reader that
 * is quick or plainly linear there is done. A machine that is busy with something else only makes a time longer: what looks wrong is
 * measured again by the thread's own time, on longer texts.
 */
export async function growthProblem(reader: Reader, { of, unit }: Growing): Promise<string | null> {
  const points: Point[] = [];
  let chars = Math.min(firstUnits * unit, judgedChars);
  await call(reader, of(chars));
  for (;;) {
    const point = { chars, ms: await wall(reader, of(chars)) };
    if (point.ms > ceilingMs(chars)) {
      const again = await leastWork(reader, of(chars), 2);
      if (again > ceilingMs(chars)) return `takes ${Math.round(again)} ms for ${chars} characters`;
    }
    if (chars >= judgedChars) {
      if (point.ms <= quickMs || points.slice(-2).every((before) => isLinear(before, point))) return null;
      return doublingProblem(reader, of);
    }
    const most = chars < fewUnits * unit ? Math.ceil(chars / 4) : chars;
    chars = Math.min(judgedChars, chars + Math.min(most, stepAfter(points.at(-1), point)));
    points.push(point);
  }
}

const isLinear = (before: Point, now: Point) => now.ms <= before.ms * plainlyLinear(now.chars / before.chars);

/** Doubles the text, but where the last step made the time grow so fast that the next one might never come back. */
function stepAfter(before: Point | undefined, now: Point): number {
  if (!before || now.ms <= nextStep.fromMs || now.ms <= before.ms) return now.chars;
  const steps = Math.log(nextStep.atMostMs / now.ms) / Math.log(now.ms / before.ms);
  return Math.min(now.chars, Math.max(1, Math.floor(steps * (now.chars - before.chars))));
}

/** Compares a text with one of twice its length, at lengths at which that takes long enough to be compared. */
async function doublingProblem(reader: Reader, of: Growing["of"]): Promise<string | null> {
  let chars = judgedChars;
  let [short, long] = [0, 0];
  for (; ; chars *= 2) {
    // The least of a few calls: most of what looked wrong was the machine, and is seen to be linear here.
    short = await leastWall(reader, of(chars));
    long = await leastWall(reader, of(2 * chars));
    if (long <= short * plainlyLinear(2)) return null;
    if (short >= measurableMs) break;
    if (2 * chars >= longestChars) return null;
  }
  [short, long] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round++) {
    // Neighbours on the machine make a round longer and never shorter, so the least of all rounds counts.
    long = Math.min(long, await meanWork(reader, of(2 * chars)));
    short = Math.min(short, await meanWork(reader, of(chars)));
    if (long < measurableMs || long / short <= plainlyLinear(2)) return null;
  }
  if (long / short <= worstRatio) return null;
  return `takes ${short.toFixed(0)} ms for ${chars} characters and ${long.toFixed(0)} ms for twice as many`;
}
