import { expect, test } from "vitest";
import { handedOver, toBeSent } from "@/lib/reports/ledger-sums.shared";
import type { CampaignProgress } from "./progress-view";
import { timeLeft } from "./send-arithmetic.shared";

const ledger = {
  audience: 100,
  delivered: 30,
  bounced: 2,
  failed: 1,
  suppressed: 5,
  skipped: 5,
  unconfirmed: 1,
  pending: 56,
  reasons: [],
  balanced: true,
};
const now = Date.parse("2026-11-23T10:00:00Z");
const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();
const progress = (changes: Partial<CampaignProgress> = {}): CampaignProgress => ({
  status: "sending",
  adding: false,
  done: 400,
  toSend: 1000,
  ledger,
  ledgerAt: at(0),
  deferred: 100,
  nextTryAt: at(60),
  wait: null,
  spreadMinutes: null,
  spreadEndsAt: null,
  localTime: null,
  ceilingSeconds: null,
  warmupHoldUntil: null,
  providers: [],
  failures: [],
  failing: null,
  stuck: false,
  brake: null,
  waitingAt: {},
  excludedDomains: [],
  pauseReason: null,
  launchedAt: at(-60),
  startedAt: at(-50),
  pausedAt: null,
  finishedAt: null,
  countedAt: at(0),
  askAgainMs: 1000,
  ...changes,
});

test("progress counts those who were to be written to, not those left out", () => {
  expect(handedOver(ledger)).toBe(34);
  expect(toBeSent(ledger)).toBe(90);
});

test("by the pace, without those who are put off", () => {
  expect(timeLeft(progress(), 10, now)).toEqual({ seconds: 50, because: "rate" });
  expect(timeLeft(progress(), 0, now)).toBeNull();
  expect(timeLeft(progress(), null, now)).toBeNull();
});

test("a window, other time zones and limits say more than a burst", () => {
  expect(timeLeft(progress({ spreadEndsAt: at(3600) }), 10, now)).toEqual({ seconds: 3600, because: "spread" });
  expect(timeLeft(progress({ ceilingSeconds: 7200 }), 10, now)).toEqual({ seconds: 7200, because: "limits" });
  const wait = { kind: "local" as const, zones: 3, people: 10, nextAt: at(600), lastAt: at(9000) };
  expect(timeLeft(progress({ localTime: "09:00", wait }), null, now)).toEqual({ seconds: 9000, because: "local" });
});

test("a way out that is slower than the window is what counts", () => {
  expect(timeLeft(progress({ spreadEndsAt: at(100) }), 0.5, now)).toEqual({ seconds: 1000, because: "rate" });
});

test("nothing is promised while nothing moves or more is coming", () => {
  for (const changes of [{ status: "paused" }, { adding: true }, { stuck: true }, { done: 900 }] as const) {
    expect(timeLeft(progress(changes), 10, now)).toBeNull();
  }
});
