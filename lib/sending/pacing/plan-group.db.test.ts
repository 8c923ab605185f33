import { afterEach, expect, test, vi } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import type { Transport } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { pgPool } from "@/lib/base/db/pool";
import { testWorkspace } from "@/tests/support/db";
import { noteReplies } from "./note-replies";
import { type PlanGroup, planGroup } from "./plan-group";
import { retryOptions, updateRetrySettings } from "./retry-settings";
import { forgetRules } from "./rules";

afterEach(() => vi.restoreAllMocks());

async function testTransport(ctx: Ctx, values: Partial<Transport> = {}): Promise<Transport> {
  const key = { workspaceId: ctx.workspaceId, id: newId() };
  return prisma.transport.create({ data: { name: "Out", kind: "smtp", ...values, ...key } });
}

const to = (...domains: string[]) => domains.map((emailDomain) => ({ messageId: newId(), emailDomain }));
const many = (count: number, domain: string) => to(...Array.from({ length: count }, () => domain));

function plan(ctx: Ctx, transport: Transport, values: Partial<PlanGroup>) {
  const group = { transport, campaign: null, sendingDomain: "news.example", lane: "bulk" as const, messages: [] };
  return planGroup(ctx, { ...group, ...values });
}

const throttle = (domain: string, text: string) => ({
  emailDomain: domain,
  result: "deferred" as const,
  code: 421,
  enhanced: null,
  text,
  category: "throttled",
});

test("where nothing is limited everything goes at once, without a query", async () => {
  const ctx = await testWorkspace();
  const transport = await testTransport(ctx);
  const messages = many(500, "nowhere.test");
  await plan(ctx, transport, { messages });
  vi.spyOn(performance, "now").mockReturnValue(performance.now());
  const query = vi.spyOn(pgPool(), "query");
  const answer = await plan(ctx, transport, { messages });
  await noteReplies(ctx, {
    transport,
    replies: messages.map(({ emailDomain }) => ({ ...throttle(emailDomain, "250 ok"), result: "accepted" as const })),
  });
  expect(answer).toMatchObject({ now: messages.map(({ messageId }) => messageId), waitMs: 0, later: null });
  expect(query).not.toHaveBeenCalled();
});

test("receiving providers have their own pace, which does not hold up the rest of the group", async () => {
  const ctx = await testWorkspace();
  const transport = await testTransport(ctx);
  const gmail = many(50, "gmail.com");
  const rest = many(50, "nowhere.test");
  const answer = await plan(ctx, transport, { messages: [...gmail, ...rest] });
  expect(answer.now).toEqual([...gmail.slice(0, 11), ...rest].map(({ messageId }) => messageId));
  expect(answer.later).not.toBeNull();
});

test("defaults are for mail servers only; a person's own rule is for all, and replaces the default", async () => {
  const ctx = await testWorkspace();
  const messages = many(50, "gmail.com");
  for (const kind of ["mailbox", "resend", "ses"] as const) {
    expect((await plan(ctx, await testTransport(ctx, { kind }), { messages })).now).toHaveLength(50);
  }
  const transport = await testTransport(ctx, { kind: "mailbox" });
  const rule = {
    workspaceId: ctx.workspaceId,
    id: newId(),
    transportId: transport.id,
    provider: "gmail",
    custom: true,
  };
  await prisma.pacingRule.create({ data: { ...rule, maxPerDay: 7 } });
  const answer = await plan(ctx, transport, { messages });
  expect(answer.now).toHaveLength(7);
  const midnight = new Date().setUTCHours(24, 0, 0, 0);
  expect(answer.later?.getTime()).toBeGreaterThanOrEqual(midnight);
  expect(answer.later?.getTime()).toBeLessThan(midnight + 10_000);
  await prisma.pacingRule.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { maxPerDay: null } });
  const smtp = await testTransport(ctx);
  await prisma.pacingRule.create({ data: { ...rule, id: newId(), transportId: smtp.id } });
  expect((await plan(ctx, smtp, { messages })).now).toHaveLength(50);
});

test("what is not used is given back to every limit", async () => {
  const ctx = await testWorkspace();
  const transport = await testTransport(ctx, { kind: "mailbox", maxPerHour: 10, maxPerDay: 30 });
  const messages = many(8, "nowhere.test");
  const first = await plan(ctx, transport, { messages });
  expect(first.now).toHaveLength(8);
  await first.releaseUnused(first.now.slice(0, 5));
  await first.releaseUnused([]);
  expect((await plan(ctx, transport, { messages })).now).toHaveLength(7);
  expect((await plan(ctx, transport, { messages })).now).toHaveLength(0);
});

test("the campaign's own pace and its even spread", async () => {
  const ctx = await testWorkspace();
  const transport = await testTransport(ctx, { kind: "mailbox" });
  const messages = many(40, "nowhere.test");
  const campaign = { id: newId(), maxPerSecond: 0.01, spreadMinutes: null, audienceCount: 1000, startedAt: ctx.now() };
  expect((await plan(ctx, transport, { campaign, messages })).now).toHaveLength(1);
  expect((await plan(ctx, transport, { campaign, messages })).now).toHaveLength(0);
  const spread = { ...campaign, id: newId(), maxPerSecond: null, spreadMinutes: 600 };
  expect((await plan(ctx, transport, { campaign: spread, messages })).now).toHaveLength(1);
  const again = await plan(ctx, transport, { campaign: spread, messages });
  expect(again.now).toHaveLength(0);
  // 1,000 over ten hours: one every 36 seconds.
  expect(again.later?.getTime()).toBeGreaterThan(Date.now() + 20_000);
  expect(again.later?.getTime()).toBeLessThan(Date.now() + 37_000);
});

test("tests and transactional mail pass bulk, but not the transport's hard ceilings", async () => {
  const ctx = await testWorkspace();
  const transport = await testTransport(ctx, { maxPerMinute: 1, maxPerDay: 3 });
  const messages = many(1, "gmail.com");
  expect((await plan(ctx, transport, { messages })).now).toHaveLength(1);
  expect((await plan(ctx, transport, { messages })).now).toHaveLength(0);
  expect(await plan(ctx, transport, { messages, lane: "priority" })).toMatchObject({ waitMs: 0, later: null });
  expect((await plan(ctx, transport, { messages, lane: "priority" })).now).toHaveLength(1);
  expect((await plan(ctx, transport, { messages, lane: "priority" })).now).toHaveLength(0);
});

test("a provider that asks for less is slowed, suspended and picked up again, for all workers", async () => {
  const ctx = await testWorkspace();
  const transport = await testTransport(ctx);
  const at = (minutes: number): Ctx => ({ ...ctx, now: () => new Date(Date.now() + minutes * 60_000) });
  await noteReplies(ctx, { transport, replies: [throttle("yahoo.com", "421 4.7.0 [TSS04] temporarily deferred")] });
  const [rule] = await prisma.pacingRule.findMany({ where: { workspaceId: ctx.workspaceId } });
  expect(rule).toMatchObject({ provider: "yahoo", custom: false, currentPerSecond: 20, hits: 1 });
  expect(rule?.reason).toContain("[TSS04]");

  const messages = to("yahoo.com", "ymail.com", "nowhere.test");
  const answer = await plan(ctx, transport, { messages });
  expect(answer.now).toEqual([messages[2]?.messageId]);
  expect(answer.later).toEqual(rule?.suspendedUntil);
  await updateRetrySettings(ctx, { retryHours: 48 });
  const retry = await retryOptions(ctx, transport);
  expect(retry("aol.com")).toEqual({ lifetimeHours: 48, notBefore: rule?.suspendedUntil });
  expect(retry("gmail.com")).toEqual({ lifetimeHours: 48, notBefore: null });
  expect((await plan(ctx, transport, { messages, lane: "priority" })).now).toHaveLength(3);

  // Over after two hours; a clean minute later it begins to get faster, and then the limit goes.
  const taken = [{ ...throttle("yahoo.com", "250 ok"), result: "accepted" as const, code: 250 }];
  await noteReplies(at(119), { transport, replies: taken });
  expect(await prisma.pacingRule.findFirst({ where: { workspaceId: ctx.workspaceId } })).toMatchObject({
    currentPerSecond: 20,
  });
  await noteReplies(at(121.5), { transport, replies: taken });
  expect(await prisma.pacingRule.findFirst({ where: { workspaceId: ctx.workspaceId } })).toMatchObject({
    currentPerSecond: 30,
    suspendedUntil: null,
  });
  await noteReplies(at(123), { transport, replies: taken });
  expect(await prisma.pacingRule.findFirst({ where: { workspaceId: ctx.workspaceId } })).toMatchObject({
    currentPerSecond: null,
    reason: null,
    hits: 0,
  });
});

test("of everybody else only the domain that asked is slowed", async () => {
  const ctx = await testWorkspace();
  const transport = await testTransport(ctx);
  await noteReplies(ctx, { transport, replies: [throttle("busy.test", "421 server busy, try later")] });
  forgetRules(ctx.workspaceId, transport.id);
  const messages = [...many(10, "busy.test"), ...many(10, "calm.test")];
  const answer = await plan(ctx, transport, { messages });
  expect(answer.now).toEqual([messages[0], ...messages.slice(10)].map((message) => message?.messageId));
  expect((await plan(ctx, transport, { messages })).now).toHaveLength(10);
});

test("two workers that are told to slow down at once do it once", async () => {
  const ctx = await testWorkspace();
  const transport = await testTransport(ctx);
  const replies = [throttle("gmail.com", "421 4.7.28 unusual rate"), throttle("gmail.com", "421 4.3.2 slow")];
  await Promise.all([1, 2, 3, 4].map(() => noteReplies(ctx, { transport, replies: replies.slice(1) })));
  const rule = await prisma.pacingRule.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  expect(rule).toMatchObject({ currentPerSecond: 11.5, hits: 4 });
});

test("what a provider's API says about our account slows nobody down", async () => {
  const ctx = await testWorkspace();
  const transport = await testTransport(ctx, { kind: "resend" });
  await noteReplies(ctx, { transport, replies: [throttle("gmail.com", "429 rate limit")] });
  expect(await prisma.pacingRule.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
});
