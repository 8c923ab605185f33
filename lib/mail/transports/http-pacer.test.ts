import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RequestPacer, readRateHeaders } from "./http-pacer";

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => vi.useRealTimers());

/** The names of requests in the order of their turns. */
function track(pacer: RequestPacer) {
  const went: string[] = [];
  const ask = (name: string, lane: "bulk" | "priority" = "bulk", signal?: AbortSignal) =>
    void pacer.take({ lane, signal }).then((may) => went.push(may ? name : `${name} stopped`));
  return { went, ask };
}

test("requests are spaced, and priority goes before all bulk that waits", async () => {
  const pacer = new RequestPacer(5);
  const { went, ask } = track(pacer);
  for (const name of ["a", "b", "c"]) ask(name);
  ask("test", "priority");
  await vi.advanceTimersByTimeAsync(0);
  expect(went).toEqual(["a"]);
  await vi.advanceTimersByTimeAsync(200);
  expect(went).toEqual(["a", "test"]);
  await vi.advanceTimersByTimeAsync(400);
  expect(went).toEqual(["a", "test", "b", "c"]);
});

test("a high rate is kept although timers are coarse, and catches up no more than a moment", async () => {
  const pacer = new RequestPacer(1000);
  const { went, ask } = track(pacer);
  await vi.advanceTimersByTimeAsync(10_000);
  for (let number = 0; number < 3000; number++) ask("x");
  await vi.advanceTimersByTimeAsync(0);
  expect(went.length).toBeLessThanOrEqual(51);
  await vi.advanceTimersByTimeAsync(1000);
  expect(went.length).toBeGreaterThan(990);
  expect(went.length).toBeLessThanOrEqual(1060);
});

test("a hold keeps everybody back, a new rate holds at once, and who is stopped leaves the queue", async () => {
  const pacer = new RequestPacer(1);
  const { went, ask } = track(pacer);
  const stop = new AbortController();
  pacer.hold(3000);
  ask("a");
  ask("b", "bulk", stop.signal);
  ask("c");
  await vi.advanceTimersByTimeAsync(2900);
  expect(went).toEqual([]);
  stop.abort();
  await vi.advanceTimersByTimeAsync(100);
  expect(went).toEqual(["b stopped", "a"]);
  pacer.setRate(100);
  await vi.advanceTimersByTimeAsync(1000);
  expect(went).toEqual(["b stopped", "a", "c"]);
});

test("rate headers are read in seconds, and nonsense is not", () => {
  const headers = { "ratelimit-limit": "10", "ratelimit-remaining": "0", "ratelimit-reset": "1" };
  expect(readRateHeaders(headers)).toEqual({ perSecond: 10, remaining: 0, resetMs: 1000, retryAfterMs: null });
  expect(readRateHeaders({ "ratelimit-limit": "120", "ratelimit-policy": "120;w=60" }).perSecond).toBe(2);
  const now = Date.UTC(2026, 10, 23, 12);
  expect(readRateHeaders({ "retry-after": "Mon, 23 Nov 2026 12:00:30 GMT" }, now).retryAfterMs).toBe(30_000);
  expect(readRateHeaders({ "retry-after": "2" }).retryAfterMs).toBe(2000);
  expect(readRateHeaders({ "ratelimit-limit": "-1", "retry-after": "soon" })).toEqual({
    perSecond: null,
    remaining: null,
    resetMs: null,
    retryAfterMs: null,
  });
});
