import { expect, test } from "vitest";
import type { NewEvent } from "@/lib/events/ledger/event-types";
import { EventBuffer } from "./event-buffer";

const log = { warn: () => {}, error: () => {} };
const open = (): NewEvent => ({ type: "message.opened", occurredAt: new Date(), messageId: "m" });

test("events that come together are stored together, by workspace", async () => {
  const groups: string[] = [];
  const buffer = new EventBuffer({
    log,
    store: async (workspaceId, events) => groups.push(`${workspaceId}:${events.length}`),
  });
  const stored = await Promise.all([buffer.add("a", open()), buffer.add("a", open()), buffer.add("b", open())]);
  expect(stored).toEqual([true, true, true]);
  expect(groups.sort()).toEqual(["a:2", "b:1"]);
});

test("a failed group is tried again with the same ids, then event by event", async () => {
  const seen: string[][] = [];
  const buffer = new EventBuffer({
    log,
    retryDelaysMs: [1],
    store: async (_workspaceId, events) => {
      seen.push(events.map((event) => event.id!));
      if (events.some((event) => event.type === "message.clicked")) throw new Error("poison");
    },
  });
  const results = await Promise.all([buffer.add("a", open()), buffer.add("a", { ...open(), type: "message.clicked" })]);
  expect(results).toEqual([true, false]);
  expect(seen.map((ids) => ids.length)).toEqual([2, 2, 1, 1]);
  expect(seen[1]).toEqual(seen[0]);
});

test("a full buffer refuses instead of growing, and flush waits for what is left", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const buffer = new EventBuffer({ log, maxPending: 2, store: () => held });
  const [first, second] = [buffer.add("a", open()), buffer.add("a", open())];
  expect(await buffer.add("a", open())).toBe(false);
  release();
  await buffer.flush();
  expect(await Promise.all([first, second])).toEqual([true, true]);
});

test("the lag is that of the oldest event that is not stored, whether it waits or is being stored", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const buffer = new EventBuffer({ log, gatherMs: 1, store: () => held });
  expect(buffer.lag()).toEqual({ waiting: 0, oldestMs: 0 });
  const first = buffer.add("a", open());
  await new Promise((resolve) => setTimeout(resolve, 40));
  const second = buffer.add("b", open());
  expect(buffer.lag()).toEqual({ waiting: 2, oldestMs: expect.any(Number) });
  expect(buffer.lag().oldestMs).toBeGreaterThanOrEqual(35);
  release();
  await Promise.all([first, second]);
  await buffer.flush();
  expect(buffer.lag()).toEqual({ waiting: 0, oldestMs: 0 });
});
