import type { Growing } from "./units";

export type Reader = (text: string) => unknown;

const kilo = 1024;
/** The first texts have a few units only, and grow by a half: a reader that is exponential is found while it still comes back. */
const [firstUnits, fewUnits] = [4, 64];
/** From here on a text is judged by its time. */
const screenedChars = 8 * kilo;
/** Where a text is long enough for the last judgement. */
const judgedChars = 64 * kilo;
const longestChars = 1024 * kilo;
/** What a megabyte of anything may take. */
const longestMs = 2000;
/** What a shorter text may take at most, with an allowance for what is bounded: a mail of thousands of empty lines, a first call. */
const ceilingMs = (chars: number) => 500 + (longestMs * chars) / longestChars;
/** How many times as long what is plainly linear may take for a text that is `ratio` times as long: 2.5 for twice the text. */
const plainlyLinear = (ratio: number) => ratio ** 1.32;
/** A step of the text is so short that its time stays about this, beyond the ceiling, even when it grows exponentially. */
const nextStep = { atMostMs: 1000, fromMs: 0.02, carefulMs: 20 };
/** Twice the text may take three times as long: twice is linear, four times is quadratic. */
const worstRatio = 3;
const rounds = 4;
/** From here on the processor's own clock, which moves in steps of some milliseconds, is exact enough to judge by. */
const measurableMs = 25;

async function call(reader: Reader, text: string): Promise<void> {
  try {
    await reader(text);
  } catch {
    // To refuse is to answer.
  }
}

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
 * What is wrong with the time that a reader takes for a growing text, or null. The text grows from a few units to 8 KB, and up to 64 KB
 * for a reader that would take too long for a megabyte if it were quadratic. A machine that is busy with something else only makes a time longer:
 * what looks wrong is measured again by the thread's own time, on longer texts.
 */
export async function growthProblem(reader: Reader, { of, unit }: Growing): Promise<string | null> {
  const points: Point[] = [];
  let chars = Math.min(firstUnits * unit, screenedChars);
  await call(reader, of(chars));
  for (;;) {
    const point = { chars, ms: await wall(reader, of(chars)) };
    if (point.ms > ceilingMs(chars)) {
      const again = Math.min(await work(reader, of(chars)), await work(reader, of(chars)));
      if (again > ceilingMs(chars)) return `takes ${Math.round(again)} ms for ${chars} characters`;
    }
    if (chars >= screenedChars && isHarmless(point)) return null;
    if (chars >= 2 * screenedChars && (await isLinearAgain(points.at(-1), point, reader, of))) return null;
    if (chars >= judgedChars) return doublingProblem(reader, of);
    chars = lengthAfter(points.at(-1), point, unit);
    points.push(point);
  }
}

/** Quick enough that a megabyte takes no time that matters even if it grows with the square. */
const isHarmless = ({ chars, ms }: Point) => ms * (longestChars / chars) ** 2 <= longestMs;

const isLinear = (before: Point, now: Point) => now.ms <= before.ms * plainlyLinear(now.chars / before.chars);

/**
 * The least time of each of two texts, measured in turns: a machine that is slower for a while is so for both, where all runs of the
 * shorter text on a busy machine and all of the longer one on a free one would look linear.
 */
async function inTurns(reader: Reader, short: string, long: string): Promise<[number, number]> {
  let [shortMs, longMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round++) {
    shortMs = Math.min(shortMs, await wall(reader, short));
    longMs = Math.min(longMs, await wall(reader, long));
  }
  return [shortMs, longMs];
}

/** Whether the time is plainly linear; what looks so is measured again, because a machine that was busy with the shorter text hides a growth. */
async function isLinearAgain(
  before: Point | undefined,
  now: Point,
  reader: Reader,
  of: Growing["of"],
): Promise<boolean> {
  if (!before || !isLinear(before, now)) return false;
  const [shortMs, longMs] = await inTurns(reader, of(before.chars), of(now.chars));
  return isLinear({ chars: before.chars, ms: shortMs }, { chars: now.chars, ms: longMs });
}

/** Half as many units again while there are few, then four times, then twice the text; less where the next text might never come back. */
function lengthAfter(before: Point | undefined, now: Point, unit: number): number {
  const { chars, ms } = now;
  const careful = chars < fewUnits * unit || (chars < screenedChars && ms > nextStep.carefulMs);
  const next = careful ? Math.ceil(chars * 1.5) : chars < screenedChars ? 4 * chars : 2 * chars;
  const most = Math.min(next, chars < screenedChars ? screenedChars : judgedChars);
  if (!before || ms <= nextStep.fromMs || ms <= before.ms) return most;
  const steps = Math.log(nextStep.atMostMs / ms) / Math.log(ms / before.ms);
  return Math.min(most, chars + Math.max(1, Math.floor(steps * (chars - before.chars))));
}

/** Compares a text with one of twice its length, at lengths at which that takes long enough to be compared. */
async function doublingProblem(reader: Reader, of: Growing["of"]): Promise<string | null> {
  let chars = judgedChars / 2;
  let [short, long] = [0, 0];
  for (; ; chars *= 2) {
    // Most of what looked wrong was the machine, and is seen to be linear here.
    [short, long] = await inTurns(reader, of(chars), of(2 * chars));
    if (long <= short * plainlyLinear(2)) return null;
    if (short >= measurableMs) break;
    if (2 * chars >= longestChars) return null;
  }
  [short, long] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round++) {
    // Neighbours on the machine make a round longer and never shorter, so the least of all rounds counts.
    long = Math.min(long, await meanWork(reader, of(2 * chars)));
    short = Math.min(short, await meanWork(reader, of(chars)));
    // One round alone may have had the neighbours in its shorter half.
    if (long < measurableMs || (round > 0 && long / short <= plainlyLinear(2))) return null;
  }
  if (long / short <= worstRatio) return null;
  return `takes ${short.toFixed(0)} ms for ${chars} characters and ${long.toFixed(0)} ms for twice as many`;
}
