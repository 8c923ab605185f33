import { expect, test, vi } from "vitest";
import { newId } from "@/lib/base/db/ids";
import { type AnsweredCall, CallLog } from "./call-log";

const call = (more: Partial<AnsweredCall> = {}): AnsweredCall => ({
  ...{ workspaceId: "a", apiKeyId: "k", at: new Date("2026-11-30T10:00:00Z"), method: "GET", path: "/me" },
  ...{ operation: "getMe", status: 200, problem: null, fields: [], requestId: newId(), ip: null, durationMs: 3 },
  replayed: false,
  ...more,
});

function logOf(options: ConstructorParameters<typeof CallLog>[0] = {}) {
  const stored: { path: string; workspaceId: string }[][] = [];
  const store = async (calls: readonly { path: string; workspaceId: string }[]) => void stored.push([...calls]);
  return { stored, log: new CallLog({ gatherMs: 0, store, ...options }) };
}

test("calls that come together are stored together, each workspace by itself", async () => {
  const { stored, log } = logOf();
  for (const workspaceId of ["a", "b", "a"]) log.add(call({ workspaceId }));
  await log.flush();
  log.add(call());
  await log.flush();
  expect(stored.map((group) => group.map(({ workspaceId }) => workspaceId).join(""))).toEqual(["aa", "b", "a"]);
});

test("of a busy key so many of each minute are kept, failures apart from what went well", async () => {
  const { stored, log } = logOf({ perMinute: 2 });
  for (let n = 0; n < 5; n++) log.add(call({ path: "/well" }));
  for (let n = 0; n < 5; n++) log.add(call({ path: "/bad", status: 404, problem: "not_found" }));
  log.add(call({ path: "/other", apiKeyId: "other" }));
  log.add(call({ path: "/later", at: new Date("2026-11-30T10:01:00Z") }));
  await log.flush();
  expect(stored.flat().map(({ path }) => path)).toEqual(["/well", "/well", "/bad", "/bad", "/other", "/later"]);
});

test("a call that began in the minute before and ends in this one does not begin the count anew", async () => {
  const { stored, log } = logOf({ perMinute: 2 });
  const late = new Date("2026-11-30T09:59:59Z");
  for (let n = 0; n < 5; n++) {
    log.add(call());
    log.add(call({ at: late }));
  }
  await log.flush();
  expect(stored.flat()).toHaveLength(2);
});

test("whoever waits, waits for what is on its way too", async () => {
  let end = () => {};
  const ending = new Promise<void>((resolve) => {
    end = resolve;
  });
  const begun = vi.fn();
  const { log } = logOf({
    store: () => {
      begun();
      return ending;
    },
  });
  log.add(call());
  await vi.waitFor(() => expect(begun).toHaveBeenCalled());
  let flushed = false;
  const flushing = log.flush().then(() => {
    flushed = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(flushed).toBe(false);
  end();
  await flushing;
});

test("what cannot be stored is let go and said, and nobody waits for it", async () => {
  const warn = vi.fn();
  const { log } = logOf({ store: () => Promise.reject(new Error("The database is away.")), log: { warn } });
  log.add(call());
  await log.flush();
  expect(warn).toHaveBeenCalledWith("calls were let go", { count: 1, error: expect.any(Error) });
});

test("while the database does not answer no more is held in memory than may be", async () => {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const stored: string[] = [];
  const log = new CallLog({
    ...{ gatherMs: 0, maxPending: 3, perMinute: 100 },
    store: async (calls) => {
      await answered;
      stored.push(...calls.map(({ path }) => path));
    },
  });
  for (let n = 0; n < 10; n++) {
    log.add(call({ path: `/${n}` }));
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  answer();
  await log.flush();
  expect(stored).toEqual(["/0", "/1", "/2"]);
  log.add(call({ path: "/later" }));
  await log.flush();
  expect(stored.at(-1)).toBe("/later");
});

test("no more is held in memory than may be", async () => {
  const { stored, log } = logOf({ maxPending: 3, perMinute: 100 });
  for (let n = 0; n < 10; n++) log.add(call());
  await log.flush();
  expect(stored.flat()).toHaveLength(3);
});
