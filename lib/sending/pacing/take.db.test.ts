import fc from "fast-check";
import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { testWorkspace } from "@/tests/support/db";
import type { Limit } from "./limits";
import { giveBack, takePace } from "./take";

interface Grant {
  /** Milliseconds of the database's clock at which the messages may leave. */
  at: number;
  lane: number;
  count: number;
}

/** Takes like four workers at once, each coming again as soon as it is told to, for `ms` of real time. */
async function pull(workspaceId: string, limits: Limit[], lanes: number, ms: number): Promise<Grant[]> {
  const grants: Grant[] = [];
  const until = performance.now() + ms;
  const worker = async () => {
    while (performance.now() < until) {
      const { granted, taken, waitMs, laterMs } = await takePace(
        workspaceId,
        limits,
        Array.from({ length: lanes }, () => 50),
        false,
      );
      for (const [index, count] of granted.entries()) {
        const shared = taken.find((row) => row.next !== null && row.each !== null);
        const end = shared?.next ? Date.parse(shared.next) : 0;
        const sum = granted.reduce((total, each) => total + each, 0);
        const stretch = (shared?.each ?? 0) * (shared?.lane ? count : sum) * 1000;
        if (count > 0) grants.push({ at: end - stretch, lane: index + 1, count });
      }
      const pause = Math.min(granted.some((count) => count > 0) ? waitMs : (laterMs ?? 0), until - performance.now());
      if (pause > 0) await new Promise((done) => setTimeout(done, pause));
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  return grants.sort((a, b) => a.at - b.at);
}

/** Most messages in any half-open window of this length. */
function busiest(grants: readonly Grant[], windowMs: number): number {
  return Math.max(
    0,
    ...grants.map(({ at }) =>
      grants
        .filter((other) => other.at >= at - 0.01 && other.at < at + windowMs - 1)
        .reduce((sum, { count }) => sum + count, 0),
    ),
  );
}

const total = (grants: readonly Grant[]) => grants.reduce((sum, { count }) => sum + count, 0);

const rate = (max: number, lane: number | null = null, seconds = 1): Limit => ({
  key: `x/${newId()}`,
  lane,
  max,
  seconds,
});
const count = (max: number, window: "hour" | "day", lane: number | null = null): Limit => ({
  key: `x/${newId()}`,
  lane,
  max,
  window,
});

test.each([1, 3, 10, 47, 200, 2000])("four workers never pass %i a second in any second", async (max) => {
  const { workspaceId } = await testWorkspace();
  const grants = await pull(workspaceId, [rate(max)], 1, 1500);
  expect(busiest(grants, 1000)).toBeLessThanOrEqual(max);
  expect(total(grants)).toBeGreaterThan(0);
});

test("a rate a minute is spread over it", async () => {
  const { workspaceId } = await testWorkspace();
  const grants = await pull(workspaceId, [rate(600, null, 60)], 1, 1500);
  expect(busiest(grants, 1000)).toBeLessThanOrEqual(15);
  expect(total(grants)).toBeGreaterThan(0);
});

test("hourly and daily counts are given out exactly once, whoever asks", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 400 }),
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 4, maxLength: 24 }),
      async (max, asked) => {
        const { workspaceId } = await testWorkspace();
        const limits = [count(max, "hour"), count(max + 50, "day")];
        const answers = await Promise.all(asked.map((want) => takePace(workspaceId, limits, [want], false)));
        const given = answers.reduce((sum, { granted }) => sum + (granted[0] ?? 0), 0);
        const wanted = asked.reduce((sum, want) => sum + want, 0);
        expect(given).toBe(Math.min(max, wanted));
        for (const [index, answer] of answers.entries()) {
          const all = answer.granted[0] === asked[index];
          expect(answer.laterMs === null).toBe(all);
          if (answer.laterMs !== null) expect(answer.laterMs).toBeLessThanOrEqual(3_600_000);
        }
      },
    ),
    { numRuns: 12 },
  );
});

test("a group takes from the shared limit what its providers were granted, and no more", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ want: fc.integer({ min: 0, max: 50 }), max: fc.integer({ min: 0, max: 50 }) }), {
        minLength: 1,
        maxLength: 5,
      }),
      fc.integer({ min: 0, max: 120 }),
      async (lanes, sharedMax) => {
        const { workspaceId } = await testWorkspace();
        const limits = [count(sharedMax, "day"), ...lanes.map(({ max }, index) => count(max, "day", index + 1))];
        const wants = lanes.map(({ want }) => want);
        const { granted } = await takePace(workspaceId, limits, wants, false);
        const possible = lanes.map(({ want, max }) => Math.min(want, max));
        for (const [index, most] of possible.entries()) expect(granted[index]).toBeLessThanOrEqual(most);
        const sum = granted.reduce((total, each) => total + each, 0);
        const most = possible.reduce((total, each) => total + each, 0);
        expect(sum).toBe(Math.min(sharedMax, most));
        const rows = await prisma.paceCounter.findMany({ where: { workspaceId } });
        const used = new Map(rows.map((row) => [row.key, Number(row.used)]));
        expect(limits.map(({ key }) => used.get(key))).toEqual([sum, ...granted]);
      },
    ),
    { numRuns: 20 },
  );
});

test("one message in a hundred seconds: the second is told to come back then, not to wait", async () => {
  const { workspaceId } = await testWorkspace();
  const limits = [rate(0.01)];
  const first = await takePace(workspaceId, limits, [10], false);
  expect(first.granted).toEqual([1]);
  expect(first.waitMs).toBe(0);
  expect(first.laterMs).toBeGreaterThan(99_000);
  const second = await takePace(workspaceId, limits, [10], false);
  expect(second.granted).toEqual([0]);
  expect(second.laterMs).toBeGreaterThan(50_000);
  expect(second.laterMs).toBeLessThanOrEqual(100_000);
});

test("no share is larger than half a second's worth, nor waits longer", async () => {
  const { workspaceId } = await testWorkspace();
  const limits = [rate(100)];
  for (let turn = 0; turn < 30; turn++) {
    const { granted, waitMs } = await takePace(workspaceId, limits, [1000], false);
    expect(granted[0]).toBeLessThanOrEqual(50);
    expect(waitMs).toBeLessThanOrEqual(500);
  }
});

test("a slow provider does not hold up the others of its group", async () => {
  const { workspaceId } = await testWorkspace();
  const limits = [rate(0.01, 1)];
  await takePace(workspaceId, limits, [5, 5], false);
  const next = await takePace(workspaceId, limits, [5, 5], false);
  expect(next.granted).toEqual([0, 5]);
  expect(next.waitMs).toBe(0);
  expect(next.laterMs).toBeGreaterThan(500);
});

test("priority never waits, and bulk pays for it", async () => {
  const { workspaceId } = await testWorkspace();
  const limits = [rate(0.02)];
  expect((await takePace(workspaceId, limits, [1], false)).granted).toEqual([1]);
  const test = await takePace(workspaceId, limits, [1], true);
  expect(test).toMatchObject({ granted: [1], waitMs: 0, laterMs: null });
  const bulk = await takePace(workspaceId, limits, [1], false);
  expect(bulk.granted).toEqual([0]);
  expect(bulk.laterMs).toBeGreaterThan(60_000);
});

test("only hard ceilings hold priority mail", async () => {
  const { workspaceId } = await testWorkspace();
  const soft = count(1, "day");
  expect((await takePace(workspaceId, [soft], [3], true)).granted).toEqual([3]);
  const hard = { ...count(2, "day"), hard: true };
  expect((await takePace(workspaceId, [hard], [3], true)).granted).toEqual([2]);
  expect((await takePace(workspaceId, [hard], [1], true)).laterMs).toBeGreaterThan(0);
});

test("a slot far in the future is a clock that jumped, and is forgotten", async () => {
  const { workspaceId } = await testWorkspace();
  const limit = rate(5);
  await takePace(workspaceId, [limit], [1], false);
  await prisma.$executeRaw`
    update pace_counter set next_at = now() + interval '3 days' where workspace_id = ${workspaceId}::uuid and key = ${limit.key}`;
  expect((await takePace(workspaceId, [limit], [1], false)).granted).toEqual([1]);
});

test("counts of the last hour are over", async () => {
  const { workspaceId } = await testWorkspace();
  const limit = count(5, "hour");
  expect((await takePace(workspaceId, [limit], [9], false)).granted).toEqual([5]);
  await prisma.$executeRaw`
    update pace_counter set window_start = window_start - interval '1 hour' where workspace_id = ${workspaceId}::uuid`;
  expect((await takePace(workspaceId, [limit], [9], false)).granted).toEqual([5]);
});

test("an even spread: what is left over the time that is left", async () => {
  const { workspaceId } = await testWorkspace();
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
  const spread = (startedAt: string, endsAt: string, total: number): Limit => ({
    ...rate(1),
    total,
    startedAt,
    endsAt,
  });
  // 1,000 in 100 seconds, of which 50 are gone with nothing sent: twice the even pace, in shares of a twentieth.
  const behind = await takePace(workspaceId, [spread(at(-50), at(50), 1000)], [500], false);
  expect(behind.granted).toEqual([1]);
  expect(behind.taken[0]?.each).toBeCloseTo(1 / 20, 2);
  // Just begun: the even pace.
  expect((await takePace(workspaceId, [spread(at(0), at(1000), 1000)], [500], false)).taken[0]?.each).toBeCloseTo(1, 1);
  // The time is over: what is left goes at the even pace, not all at once.
  expect((await takePace(workspaceId, [spread(at(-200), at(-100), 1000)], [500], false)).taken[0]?.each).toBeCloseTo(
    0.1,
    2,
  );
  // However late it is, never more than four times the even pace.
  expect((await takePace(workspaceId, [spread(at(-99), at(1), 1000)], [500], false)).taken[0]?.each).toBeCloseTo(
    1 / 39,
    2,
  );
});

test("what did not leave is given back: counts always, a rate while nobody took a later slot", async () => {
  const { workspaceId } = await testWorkspace();
  const limits = [rate(0.01), count(10, "day")];
  const first = await takePace(workspaceId, limits, [5], false);
  expect(first.granted).toEqual([1]);
  await giveBack(workspaceId, first, [1]);
  const again = await takePace(workspaceId, limits, [5], false);
  expect(again.granted).toEqual([1]);
  await takePace(workspaceId, limits, [1], true);
  await giveBack(workspaceId, again, [1]);
  expect((await takePace(workspaceId, limits, [1], false)).granted).toEqual([0]);
  const day = await prisma.paceCounter.findFirstOrThrow({ where: { workspaceId, key: limits[1]?.key ?? "" } });
  expect(Number(day.used)).toBe(1);
});

test("groups of many providers at once never lock each other out", async () => {
  const { workspaceId } = await testWorkspace();
  const lanes = Array.from({ length: 6 }, (_, index) => rate(1000, index + 1));
  const shared = rate(5000);
  const asks = Array.from({ length: 40 }, (_, turn) => {
    const some = lanes
      .filter((_, index) => (turn + index) % 3 !== 0)
      .map((limit, index) => ({ ...limit, lane: index + 1 }));
    return takePace(
      workspaceId,
      [...some.reverse(), shared],
      some.map(() => 3),
      turn % 5 === 0,
    );
  });
  const answers = await Promise.all(asks);
  expect(answers.every(({ granted }) => granted.length === 4)).toBe(true);
});

test("a counter that was swept away is made anew", async () => {
  const { workspaceId } = await testWorkspace();
  const limit = count(5, "day");
  await takePace(workspaceId, [limit], [1], false);
  await prisma.paceCounter.deleteMany({ where: { workspaceId } });
  expect((await takePace(workspaceId, [limit], [1], false)).granted).toEqual([1]);
});
