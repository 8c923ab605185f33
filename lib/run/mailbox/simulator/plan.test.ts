import { expect, test } from "vitest";
import { classifyAgent } from "@/lib/events/agents/classify-agent";
import { browserAgents, proxyAgents, readerAgents, scannerAgents } from "@/lib/run/mailbox/simulator/agents";
import { planActions, quietReason } from "@/lib/run/mailbox/simulator/plan";
import { delayMs } from "@/lib/run/mailbox/simulator/speed";

const headers = { listUnsubscribe: "<https://homing.test/u/x>", campaignKey: "spring", isTest: false };
const kindsOf = (recipient: string, campaignKey = "spring") =>
  planActions({ recipient, headers: { ...headers, campaignKey } }).map(({ kind }) => kind);

test.each([
  ["open+ada@example.com", ["open"]],
  ["click+ada@example.com", ["open", "click"]],
  ["proxy+ada@example.com", ["proxy_open"]],
  ["bot+ada@example.com", ["bot_open", "bot_click"]],
  ["bounce+ada@example.com", ["bounce_hard"]],
  ["full+ada@example.com", ["bounce_soft"]],
  ["complain+ada@example.com", ["open", "complaint"]],
  ["unsubscribe+ada@example.com", ["open", "unsubscribe"]],
  ["mailto+ada@example.com", ["open", "unsubscribe_mail"]],
  ["reply+ada@example.com", ["open", "reply"]],
  ["away+ada@example.com", ["auto_reply"]],
  ["silent+ada@example.com", []],
])("%s does %j", (recipient, kinds) => {
  expect(kindsOf(recipient)).toEqual(kinds);
});

test("the same address and campaign always give the same plan", () => {
  const input = { recipient: "ada@example.com", headers };
  expect(planActions(input)).toEqual(planActions(input));
});

test("a crowd of ordinary addresses is a realistic mix", () => {
  const size = 40_000;
  const share: Record<string, number> = {};
  for (let person = 0; person < size; person++) {
    for (const kind of kindsOf(`person${person}@example.com`)) share[kind] = (share[kind] ?? 0) + 1 / size;
  }
  expect(share.open).toBeCloseTo(0.38, 1);
  expect(share.proxy_open).toBeCloseTo(0.3, 1);
  expect(share.bot_click).toBeCloseTo(0.03, 2);
  expect(share.bounce_hard).toBeCloseTo(0.012, 2);
  expect(share.bounce_soft).toBeCloseTo(0.008, 2);
  expect(share.unsubscribe).toBeCloseTo(0.004, 2);
  expect(share.complaint).toBeLessThan(0.0015);
  expect(share.click! / share.open!).toBeGreaterThan(0.1);
});

test("a dead mailbox stays dead, a mood changes from campaign to campaign", () => {
  const people = Array.from({ length: 4_000 }, (_, person) => `person${person}@example.com`);
  const changed = people.filter((person) => kindsOf(person, "a").join() !== kindsOf(person, "b").join());
  expect(changed.length).toBeGreaterThan(500);
  for (const person of people) {
    expect(kindsOf(person, "a").includes("bounce_hard")).toBe(kindsOf(person, "b").includes("bounce_hard"));
  }
});

test("only campaign mail has simulated recipients", () => {
  expect(planActions({ recipient: "open+ada@example.com", headers: { ...headers, listUnsubscribe: null } })).toEqual(
    [],
  );
  expect(planActions({ recipient: "open+ada@example.com", headers: { ...headers, isTest: true } })).toEqual([]);
  expect(quietReason({ ...headers, listUnsubscribe: null })).toMatch(/campaign/);
});

test("tracking takes readers for people, proxies for proxies and scanners for bots", () => {
  const at = new Date();
  const verdict = (event: "open" | "click", userAgent: string) =>
    classifyAgent({ event, method: "GET", userAgent, occurredAt: at }).actor;
  expect(readerAgents.map((agent) => verdict("open", agent))).toEqual(readerAgents.map(() => "human"));
  expect(browserAgents.map((agent) => verdict("click", agent))).toEqual(browserAgents.map(() => "human"));
  expect(proxyAgents.map((agent) => verdict("open", agent))).toEqual(proxyAgents.map(() => "proxy"));
  expect(scannerAgents.map((agent) => verdict("click", agent))).toEqual(scannerAgents.map(() => "bot"));
});

test("people wait longer than the two seconds that tracking takes for a machine's; fast is over within a minute", () => {
  for (const wait of [0, 0.2, 0.5, 1]) {
    for (const speed of ["instant", "fast", "realistic"] as const) expect(delayMs(speed, wait)).toBeGreaterThan(2_000);
    expect(delayMs("fast", wait)).toBeLessThan(60_000);
  }
  expect(delayMs("fast", -0.5)).toBeLessThan(1_000);
});
