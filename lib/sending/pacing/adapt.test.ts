import fc from "fast-check";
import { expect, test } from "vitest";
import { maySpeedUp, SLOWEST_PER_SECOND, slowDown, speedUp } from "./adapt";
import { asksToSlow } from "./reply-actions";
import { notSlowed, type SlowState, slowStateAt } from "./rules";

const start = new Date("2026-11-22T10:00:00Z");
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const rate = "421-4.7.28 Gmail has detected an unusual rate of mail originating from your IP address";
const slow = (
  state: SlowState,
  replies: readonly string[],
  now = start,
  provider = "gmail",
  limit: number | null = 20,
) => slowDown(state, { provider, limitPerSecond: limit, acceptedPerSecond: null, replies, now });

test("a throttle halves the pace, and says why and since when", () => {
  expect(slow(notSlowed, ["421 4.3.2 slow down"])).toMatchObject({
    currentPerSecond: 10,
    slowedAt: start,
    reason: "421 4.3.2 slow down",
    hits: 1,
    suspendedUntil: null,
  });
});

test("what was on its way when the pace fell does not lower it again", () => {
  const once = slow(notSlowed, ["421 a"]);
  expect(slow(once, ["421 b"], new Date(start.getTime() + 5000)).currentPerSecond).toBe(10);
  expect(slow(once, ["421 b"], after(1)).currentPerSecond).toBe(5);
});

test("it starts from what was really taken, or from little when nothing is known", () => {
  const slowing = { provider: "@acme.example", limitPerSecond: null, replies: ["421 no"], now: start };
  expect(slowDown(notSlowed, { ...slowing, acceptedPerSecond: 300 }).currentPerSecond).toBe(150);
  expect(slowDown(notSlowed, { ...slowing, acceptedPerSecond: null }).currentPerSecond).toBe(1);
});

test("rules for a provider's own words wait for their number of hits within an hour", () => {
  const once = slow(notSlowed, [rate]);
  expect(once.currentPerSecond).toBe(10);
  const twice = slow(once, [rate], after(10));
  expect(twice.currentPerSecond).toBeCloseTo(10 / 60);
  expect(twice.cleanSince).toEqual(after(40));
  const muchLater = slow(once, [rate], after(70));
  expect(muchLater).toMatchObject({ hits: 1, hitsFrom: after(70), currentPerSecond: 5 });
});

test.each([
  ["yahoo", "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred", 120],
  ["yahoo", "421 4.7.0 [TSS05] Messages temporarily deferred", 240],
  [
    "microsoft",
    "451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation (S775)",
    45,
  ],
  [
    "microsoft365",
    "550 5.7.1 Unfortunately, messages weren't sent. Part of their network is on our block list (S3150).",
    120,
  ],
  ["apple", "421 4.7.1 Messages rejected due to excessive volume", 15],
  ["apple", "550 5.7.1 [CS01] Message rejected due to local policy", 240],
  ["orange", "421 Service refuse. Veuillez essayer plus tard.", 60],
])("%s: %s suspends for %i minutes", (provider, reply, minutes) => {
  const state = slow(notSlowed, [reply], start, provider);
  expect(state.suspendedUntil).toEqual(after(minutes));
  expect(maySpeedUp(state, after(minutes + 0.9))).toBe(false);
  expect(maySpeedUp(state, after(minutes + 1))).toBe(true);
  expect(slowStateAt(state, after(minutes + 2)).suspendedUntil).toBeNull();
});

test("it gets faster again by every clean minute until the limit is gone", () => {
  let state = slow(notSlowed, [rate]);
  const paces: (number | null)[] = [];
  for (let minute = 1; state !== notSlowed && minute < 100; minute++) {
    state = speedUp(state, 20, after(minute));
    paces.push(state.currentPerSecond);
  }
  expect(paces).toEqual([15, null]);
  let unlimited = slowDown(notSlowed, {
    provider: "@a.example",
    limitPerSecond: null,
    acceptedPerSecond: 4,
    replies: ["421"],
    now: start,
  });
  let minutes = 0;
  for (; unlimited !== notSlowed && minutes < 100; ) unlimited = speedUp(unlimited, null, after(++minutes));
  expect(minutes).toBe(8);
});

test("a minute that was not clean does not count", () => {
  const again = slow(slow(notSlowed, [rate]), ["421 4.3.2 no"], after(0.9));
  expect(speedUp(again, 20, after(1.5))).toBe(again);
});

test("a slow-down of yesterday says nothing about today", () => {
  const state = slow(notSlowed, [rate]);
  expect(slowStateAt(state, after(5 * 60)).currentPerSecond).toBe(10);
  expect(slowStateAt(state, after(7 * 60))).toEqual(notSlowed);
  expect(slow(state, ["421 no"], after(7 * 60)).currentPerSecond).toBe(10);
});

test("never slower than one a minute, never faster than the limit, whatever is said in whatever order", () => {
  const step = fc.record({
    minutes: fc.double({ min: 0, max: 90, noNaN: true }),
    reply: fc.constantFrom(null, rate, "421 4.7.0 [TS02]", "421 server busy", "421 4.7.0 [TSS05]", "421 slow"),
  });
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.constantFrom("gmail", "yahoo", "microsoft"),
      (steps, provider) => {
        let state: SlowState = notSlowed;
        let minutes = 0;
        for (const { minutes: passed, reply } of steps) {
          minutes += passed;
          const now = after(minutes);
          const before = slowStateAt(state, now).currentPerSecond;
          state = reply === null ? speedUp(slowStateAt(state, now), 20, now) : slow(state, [reply], now, provider);
          if (state.currentPerSecond === null) continue;
          expect(state.currentPerSecond).toBeGreaterThanOrEqual(SLOWEST_PER_SECOND - 1e-12);
          expect(state.currentPerSecond).toBeLessThanOrEqual(reply === null ? 20 : (before ?? 10));
          expect(state.reason).not.toBeNull();
        }
      },
    ),
  );
});

const reply = (values: {
  result?: "accepted" | "deferred" | "refused";
  code?: number;
  enhanced?: string;
  text?: string;
}) => ({
  emailDomain: "gmail.com",
  result: values.result ?? ("deferred" as const),
  code: values.code ?? null,
  enhanced: values.enhanced ?? null,
  text: values.text ?? "",
});

test.each([
  [{ code: 421, enhanced: "4.7.28", text: rate }, true],
  [{ code: 421, text: "421 try later" }, true],
  [{ result: "refused", code: 550, enhanced: "5.7.1", text: "550 5.7.1 blocked using zen.spamhaus.org" }, true],
  [{ code: 451, enhanced: "4.7.1", text: "451 4.7.1 Greylisted, please try again later" }, false],
  [{ code: 452, enhanced: "4.2.2", text: "452 4.2.2 mailbox full" }, false],
  [
    { code: 450, enhanced: "4.2.1", text: "450 4.2.1 The user you are trying to contact is receiving mail at a rate" },
    false,
  ],
  [{ code: 421, enhanced: "4.7.26", text: "421 4.7.26 This mail is unauthenticated" }, false],
  [{ result: "refused", code: 550, enhanced: "5.1.1", text: "550 5.1.1 no such user" }, false],
  [{ result: "accepted", code: 250, text: "250 ok" }, false],
] as const)("%j asks to slow down: %s", (values, slows) => {
  expect(asksToSlow(reply(values))).toBe(slows);
});
