import { expect, test } from "vitest";
import { EventIntake } from "./event-intake";
import type { KeyedEvent, NewCustomEvent } from "./new-event";

const quiet = { warn: () => {}, error: () => {} };
const event = (messageId: string): NewCustomEvent => ({
  ...{ kind: "track", name: "Paid", source: "api", messageId, occurredAt: new Date(), properties: {}, details: {} },
  ...{ contactId: null, userId: "u1", anonymousId: null, email: null, introduces: false, identifies: false },
});
const events = (count: number, name = "m") => Array.from({ length: count }, (_, at) => event(`${name}${at}`));
const stored = (given: readonly KeyedEvent[]) =>
  given.map(({ id }) => ({ status: "stored" as const, id, contactId: null, waits: false }));

/** Keeps the groups that it was given, and fails as told. */
function intakeWith(fails: (group: readonly KeyedEvent[], attempt: number) => boolean = () => false, more = {}) {
  const groups: string[][] = [];
  let attempt = 0;
  const intake = new EventIntake({
    log: quiet,
    retryDelaysMs: [1, 1],
    store: async (_workspaceId, group) => {
      attempt += 1;
      if (fails(group, attempt)) throw new Error("away");
      groups.push(group.map(({ messageId }) => messageId));
      return stored(group);
    },
    ...more,
  });
  return { intake, groups };
}

test("calls of the same moment are stored in one group, and each hears of its own events in their order", async () => {
  const { intake, groups } = intakeWith();
  const calls = await Promise.all([
    intake.add("w1", events(2, "a")),
    intake.add("w1", events(3, "b")),
    intake.add("w2", events(1, "c")),
    intake.add("w1", []),
  ]);
  expect(groups.map((group) => group.join(" ")).sort()).toEqual(["a0 a1 b0 b1 b2", "c0"]);
  expect(calls.map((outcomes) => outcomes?.length)).toEqual([2, 3, 1, 0]);
});

test("a group has a thousand events at most, and no call is torn apart", async () => {
  const { intake, groups } = intakeWith();
  await Promise.all([
    intake.add("w", events(600, "a")),
    intake.add("w", events(600, "b")),
    intake.add("w", events(400, "c")),
  ]);
  expect(groups.map((group) => group.length)).toEqual([600, 1000]);
});

test("a database that is away for a moment costs nothing; one that stays away is said", async () => {
  const { intake } = intakeWith((_group, attempt) => attempt < 3);
  expect(await intake.add("w", events(1))).toHaveLength(1);
  const { intake: gone } = intakeWith(() => true);
  expect(await gone.add("w", events(1))).toBeNull();
  await gone.flush();
});

test("one call that cannot be stored spoils no other", async () => {
  const { intake } = intakeWith((group) => group.some(({ messageId }) => messageId === "bad0"));
  const calls = await Promise.all([
    intake.add("w", events(2)),
    intake.add("w", events(1, "bad")),
    intake.add("w", events(1, "x")),
  ]);
  expect(calls.map((outcomes) => outcomes?.length ?? null)).toEqual([2, null, 1]);
});

test("what would fill the memory is refused, and taken again once there is room", async () => {
  const { intake } = intakeWith(undefined, { maxPending: 3 });
  const first = intake.add("w", events(3));
  expect(await intake.add("w", events(1))).toBeNull();
  await first;
  expect(await intake.add("w", events(1))).toHaveLength(1);
});

test("what is long counts by its length, and a call alone is always taken", async () => {
  const { intake, groups } = intakeWith(undefined, { maxPendingLength: 10, maxGroupLength: 10 });
  const first = intake.add("w", events(2, "a"));
  expect(await intake.add("w", events(1, "b"))).toBeNull();
  expect(await first).toHaveLength(2);
  const { intake: roomy, groups: parted } = intakeWith(undefined, { maxGroupLength: 10 });
  await Promise.all([roomy.add("w", events(1, "c")), roomy.add("w", events(1, "d"))]);
  expect([groups, parted]).toEqual([[["a0", "a1"]], [["c0"], ["d0"]]]);
});
