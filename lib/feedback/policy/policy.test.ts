import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type BounceCategory,
  bounceCategories,
  kindOfCategory,
  mayEverSuppress,
} from "@/lib/feedback/classify/taxonomy.shared";
import { canonicalTypes } from "@/lib/feedback/parse/canonical-event";
import { decide, emptyHistory, type PolicyEvent, type RecipientHistory } from "@/lib/feedback/policy/policy";

const day = 86_400_000;
const now = new Date(Date.UTC(2026, 10, 23));
const before = (days: number) => new Date(now.getTime() - days * day);
const event = (type: PolicyEvent["type"], category: BounceCategory | null = null): PolicyEvent => ({
  type,
  source: "dsn",
  certainty: "certain",
  occurredAt: now,
  category,
});
const history = (part: Partial<RecipientHistory>): RecipientHistory => ({ ...emptyHistory, ...part });
const suppressions = (...[what, past]: Parameters<typeof decide>) =>
  decide(what, past).filter((each) => each.kind === "suppress");

test("a failure about us never suppresses, whatever it is called and however often it came", () => {
  const endless = history({
    softBouncedAt: Array.from({ length: 50 }, (_, index) => before(60 - index)),
    recipientPolicyCount: 50,
    domainMissingAt: [before(9)],
  });
  const aboutUs = bounceCategories.filter((category) => !mayEverSuppress(category));
  expect(aboutUs).toEqual(
    expect.arrayContaining([
      "reputation_block",
      "auth_failure",
      "content_rejected",
      "virus",
      "policy",
      "throttled",
      "message_too_large",
      "relay_denied",
      "protocol",
      "config",
    ]),
  );
  for (const category of aboutUs) {
    for (const type of ["hard_bounce", "soft_bounce", "block", "deferred", "failed", "rejected"] as const) {
      expect(suppressions(event(type, category), endless), `${type} ${category}`).toEqual([]);
    }
  }
});

test("no block ever suppresses, whatever category came with it", () => {
  for (const category of bounceCategories) expect(suppressions(event("block", category))).toEqual([]);
});

test("what is only likely decides nothing", () => {
  for (const type of canonicalTypes) {
    const decisions = decide({ ...event(type, "invalid_recipient"), certainty: "likely" });
    expect(decisions.map(({ kind }) => kind)).toEqual(["none"]);
  }
});

test.each(["invalid_recipient", "inactive_mailbox"] as const)("%s suppresses at once and for good", (category) => {
  expect(decide(event("hard_bounce", category))).toMatchObject([
    { kind: "suppress", reason: "hard_bounce", until: null },
  ]);
});

test("a missing domain must be confirmed at least an hour later", () => {
  const missing = event("hard_bounce", "invalid_domain");
  expect(suppressions(missing)).toEqual([]);
  expect(suppressions(missing, history({ domainMissingAt: [new Date(now.getTime() - 59 * 60_000)] }))).toEqual([]);
  expect(suppressions(missing, history({ domainMissingAt: [new Date(now.getTime() - 60 * 60_000)] }))).toHaveLength(1);
});

test("five soft bounces in a row over at least seven days suppress for 90 days, the second time for good", () => {
  const soft = event("soft_bounce", "mailbox_full");
  const four = [8, 6, 4, 2].map(before);
  expect(decide(soft, history({ softBouncedAt: four.slice(1) }))).toMatchObject([
    { kind: "count_soft", count: 4, limit: 5 },
  ]);
  expect(decide(soft, history({ softBouncedAt: four }))).toMatchObject([
    { kind: "suppress", reason: "soft_bounce", until: new Date(now.getTime() + 90 * day) },
  ]);
  expect(suppressions(soft, history({ softBouncedAt: four, softSuppressedBefore: true }))).toMatchObject([
    { until: null },
  ]);
  expect(suppressions(soft, history({ softBouncedAt: [3, 2, 1, 0].map(before) }))).toEqual([]);
});

test("somebody who read within 90 days has fifteen", () => {
  const soft = event("soft_bounce", "mailbox_full");
  const fourteen = Array.from({ length: 14 }, (_, index) => before(20 - index));
  expect(suppressions(soft, history({ softBouncedAt: fourteen.slice(1), engagedAt: before(30) }))).toEqual([]);
  expect(suppressions(soft, history({ softBouncedAt: fourteen, engagedAt: before(30) }))).toHaveLength(1);
  expect(suppressions(soft, history({ softBouncedAt: fourteen.slice(9), engagedAt: before(91) }))).toHaveLength(1);
});

test("three refusals by the recipient's own policy suppress", () => {
  const refused = event("soft_bounce", "recipient_policy");
  expect(suppressions(refused, history({ recipientPolicyCount: 1 }))).toEqual([]);
  expect(suppressions(refused, history({ recipientPolicyCount: 2 }))).toHaveLength(1);
});

test("a complaint suppresses at once, and taking it back lifts that", () => {
  expect(decide(event("complaint"))).toContainEqual(
    expect.objectContaining({ kind: "suppress", reason: "complaint", until: null }),
  );
  expect(decide(event("not_spam"))).toMatchObject([{ kind: "lift_complaint" }]);
});

test("what a provider keeps on its own list is copied as such", () => {
  expect(suppressions(event("rejected", "suppressed_by_provider"))).toMatchObject([{ reason: "provider" }]);
});

test.each([
  ["reputation_block", "slow_provider"],
  ["auth_failure", "pause_domain"],
  ["content_rejected", "pause_campaign"],
  ["message_too_large", "pause_campaign"],
  ["relay_denied", "alert"],
  ["throttled", "slow_provider"],
] as const)("a block for %s asks to %s", (category, kind) => {
  expect(decide(event("block", category)).map((each) => each.kind)).toContain(kind);
});

test("every event gets an answer, and only facts about the recipient suppress", () => {
  const dates = fc.array(fc.integer({ min: 0, max: 200 }).map(before), { maxLength: 30 });
  fc.assert(
    fc.property(
      fc.constantFrom(...canonicalTypes),
      fc.option(fc.constantFrom(...bounceCategories), { nil: null }),
      dates,
      dates,
      fc.nat(30),
      (type, category, softBouncedAt, domainMissingAt, recipientPolicyCount) => {
        const decisions = decide(
          event(type, category),
          history({ softBouncedAt, domainMissingAt, recipientPolicyCount }),
        );
        expect(decisions.length).toBeGreaterThan(0);
        for (const decision of decisions) {
          if (decision.kind !== "suppress" || decision.reason === "complaint") continue;
          expect(category === null || kindOfCategory[category] !== "block").toBe(true);
        }
      },
    ),
  );
});
