import { expect, test, vi } from "vitest";
import { RefusalTally } from "./refusal-tally";

test("a flood is one line a minute, with how many of what and the busiest clients; what is fine is not counted", () => {
  vi.useFakeTimers();
  const warn = vi.fn();
  const tally = new RefusalTally({ warn });
  for (let n = 0; n < 5000; n++) tally.note(421, "/sign-in", `10.0.${n >> 8}.${n & 255}`);
  for (let n = 0; n < 30; n++) tally.note(405, "/sign-in", "192.0.2.1");
  tally.note(404, "/t/o/wrong-mac", "192.0.2.1");
  tally.note(404, "/acme/nothing", "192.0.2.9");
  tally.note(200, "/sign-in", "192.0.2.9");
  expect(warn).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_000);
  expect(warn).toHaveBeenCalledTimes(1);
  const [, line] = warn.mock.calls[0] as [string, { answers: object; clients: number; busiest: unknown[] }];
  expect(line.answers).toEqual({ "405": 30, "421": 5000, "wrong link": 1 });
  expect(line.clients).toBeLessThanOrEqual(1000);
  expect(line.busiest).toHaveLength(5);
  expect(JSON.stringify(line).length).toBeLessThan(600);
  vi.advanceTimersByTime(600_000);
  expect(warn).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
});
