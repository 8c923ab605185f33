import { expect, test } from "vitest";
import { newId } from "@/lib/db/ids";
import { testWorkspace } from "@/tests/support/db";
import type { Limit } from "./limits";
import { takePace } from "./take";

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

test.each([1, 3, 10, 47, 200, 2000])("four workers never pass %i a second in any second", async (max) => {
  const { workspaceId } = await testWorkspace();
  const limits = [{ key: `t/${newId()}/second`, lane: null, max, seconds: 1 }];
  const grants = await pull(workspaceId, limits, 1, 1800);
  expect(busiest(grants, 1000)).toBeLessThanOrEqual(max);
  expect(total(grants)).toBeGreaterThan(0);
});
