import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { deterministicId, parsePublicId, publicId } from "@/lib/base/db/ids";
import { inPgTransaction } from "@/lib/base/db/pg-transaction";
import { surroundings } from "@/lib/base/outgoing/surroundings";
import { recordEvents } from "@/lib/events/door/record-events";
import type { NewEvent } from "@/lib/events/ledger/event-types";
import { handOut } from "@/lib/events/outbox/hand-out";
import { eraseContact } from "@/lib/people/contacts/erase-contacts";
import { testContact, testMember, testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { mailsTo } from "@/tests/support/system-mail";
import { taken, type WebhookReceiver, webhookReceiver } from "@/tests/support/webhook-receiver";
import { createWebhook } from "./create-webhook";
import { deleteWebhook, removeDeliveriesJob } from "./delete-webhook";
import { fanOut } from "./fan-out";
import { findDeliveries, findDelivery } from "./find-deliveries";
import { findWebhookEvents } from "./find-webhook-events";
import { findWebhook, findWebhooks } from "./queries";
import { replayStretchJob } from "./replay-stretch";
import { replayWebhook } from "./replay-webhook";
import { rotateWebhookSecret } from "./rotate-webhook-secret";
import { WebhookRunner } from "./runner";
import type { CreateWebhook, ShownWebhook } from "./schema";
import { testWebhook } from "./test-webhook";
import { updateWebhook } from "./update-webhook";

const HOUR = 3_600_000;
let receiver: WebhookReceiver;
/** The hour that workers have; it may go ahead of the real one. */
let clock: number;

beforeEach(async () => {
  receiver = await webhookReceiver();
  clock = Date.now();
  receiver.now = () => clock;
});
afterEach(async () => {
  await receiver.close();
  // Each test has workers of its own, which look through all workspaces.
  await prisma.webhookLane.deleteMany({});
  await prisma.eventOutbox.deleteMany({});
});

/** An id that has this time, also after later ones were made. */
const idAt = (ms: number) => deterministicId(new Date(ms), randomBytes(10));

/** A worker that goes on until nothing is due at its hour. */
const work = () =>
  new WebhookRunner({ now: () => new Date(clock), random: () => 0 }).drain(new Date(Date.now() + 20_000));

async function workAfter(ms: number): Promise<void> {
  clock += ms;
  await work();
}

async function made(ctx: Ctx, path: string, more: Partial<CreateWebhook> = {}): Promise<ShownWebhook> {
  const url = receiver.url + path;
  const webhook = await createWebhook(ctx, { name: "Shop", url, eventTypes: ["contact.created"], ...more });
  receiver.secrets.set(path, webhook.signingSecret);
  return webhook;
}

async function admin(): Promise<Ctx & { email: string }> {
  return { ...(await testMember(await testWorkspace(), "admin")), now: () => new Date(clock) };
}

async function somebodyComes(ctx: Ctx, count = 1): Promise<string[]> {
  const events: NewEvent[] = [];
  for (let each = 0; each < count; each++) {
    const { id: contactId } = await testContact(ctx, { firstName: "Ada" });
    events.push({
      id: idAt(clock),
      type: "contact.created",
      occurredAt: new Date(clock),
      contactId,
      data: { source: "api" },
    });
  }
  await recordEvents(ctx, events);
  return events.map(({ id }) => publicId("evt", id!));
}

const deliveriesOf = async (ctx: Ctx, webhookId: string) => (await findDeliveries(ctx, { webhookId }, 100)).deliveries;

test("an event is posted to whoever wants it, signed, and once", async () => {
  const ctx = await admin();
  const wanting = await made(ctx, "/a");
  const other = await made(ctx, "/b", { eventTypes: ["message.bounced"] });
  const [id] = await somebodyComes(ctx);
  await work();
  await work();
  expect(receiver.refused).toEqual([]);
  expect(receiver.calls).toMatchObject([
    { path: "/a", id, body: { id, type: "contact.created", data: { first_name: "Ada", source: "api" } } },
  ]);
  expect(receiver.calls[0]?.headers).toMatchObject({
    "content-type": "application/json",
    "user-agent": "Homing-Webhooks/1",
  });
  expect(await deliveriesOf(ctx, wanting.id)).toMatchObject([
    {
      status: "delivered",
      statusCode: 200,
      attempts: 1,
      eventId: id,
      eventType: "contact.created",
      nextAttemptAt: null,
    },
  ]);
  expect(await deliveriesOf(ctx, other.id)).toEqual([]);
  expect(await prisma.eventOutbox.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
});

test("what cannot be told in one workspace keeps no other waiting, and is noted", async () => {
  const ctx = await admin();
  await made(ctx, "/broken", { eventTypes: ["contact.subscribed"] });
  const { id: contactId } = await testContact(ctx);
  const event = { type: "contact.subscribed" as const, occurredAt: new Date(clock), contactId };
  await recordEvents(ctx, [{ ...event, data: { listId: "no id at all" } }]);
  const others = await admin();
  await made(others, "/a");
  const [id] = await somebodyComes(others);
  await work();
  await work();
  expect(receiver.calls).toMatchObject([{ path: "/a", id }]);
  const where = { workspaceId: ctx.workspaceId };
  expect(await prisma.repeatedFailure.findMany({ where })).toMatchObject([{ job: "webhooks.fan-out" }]);
  await prisma.repeatedFailure.deleteMany({ where });
});

test("nothing is written for events that no endpoint of the workspace wants", async () => {
  const ctx = await admin();
  await made(await admin(), "/of-others");
  await somebodyComes(ctx);
  await made(ctx, "/a", { eventTypes: ["message.clicked"] });
  await somebodyComes(ctx);
  expect(await prisma.eventOutbox.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
});

test("what is accepted by the recipient's server is told as sent and delivered, test mails are not told", async () => {
  const ctx = await admin();
  await made(ctx, "/a", { eventTypes: ["message.sent", "message.delivered"] });
  const { messages } = await sentCampaign(ctx, { recipients: 3 });
  const [first, second, tried] = messages.map(({ id }) => id);
  const where = { workspaceId: ctx.workspaceId };
  await prisma.message.updateMany({ where, data: { sentAt: new Date(clock), status: "sent" } });
  await prisma.message.updateMany({ where: { ...where, id: tried! }, data: { kind: "test" } });
  const types = ["message.sent", "message.delivered"];
  for (let twice = 0; twice < 2; twice++) {
    await inPgTransaction(ctx.workspaceId, async (tx) => {
      await handOut(tx, "delivered", [
        { id: first!, types },
        { id: tried!, types },
      ]);
      await handOut(tx, "accepted", [{ id: second!, types: ["message.sent"] }]);
    });
    await work();
  }
  const told = receiver.calls.map(({ body }) => `${body.type} ${body.data.message_id}`).sort();
  expect(told).toEqual(
    [
      `message.delivered ${publicId("msg", first!)}`,
      `message.sent ${publicId("msg", first!)}`,
      `message.sent ${publicId("msg", second!)}`,
    ].sort(),
  );
});

test("two workers that fan out at once make each delivery once", async () => {
  const ctx = await admin();
  const { id: webhookId } = await made(ctx, "/a");
  for (let group = 0; group < 6; group++) await somebodyComes(ctx, 3);
  const rounds = await Promise.all(Array.from({ length: 8 }, () => fanOut(ctx.workspaceId, new Date(clock))));
  expect(rounds.reduce((sum, each) => sum + each, 0)).toBe(6);
  expect(await deliveriesOf(ctx, webhookId)).toHaveLength(18);
});

test("what fails is tried again with the same id and body, as long as it may, and heeds Retry-After", async () => {
  const ctx = await admin();
  const { id: webhookId } = await made(ctx, "/a");
  receiver.answer = () => ({ status: 429, headers: { "retry-after": "3600" }, body: "slowly" });
  await somebodyComes(ctx);
  await work();
  const [delivery] = await deliveriesOf(ctx, webhookId);
  expect(delivery).toMatchObject({ status: "pending", attempts: 1, statusCode: 429, error: "It answered 429." });
  expect(Date.parse(delivery!.nextAttemptAt!)).toBeGreaterThanOrEqual(clock + HOUR);
  await workAfter(HOUR / 2);
  expect(receiver.calls).toHaveLength(1);
  receiver.answer = () => "cut";
  await workAfter(HOUR);
  receiver.answer = () => ({ status: 500, body: "x".repeat(10_000) });
  const nextTry = async () => {
    const [{ nextAttemptAt } = { nextAttemptAt: null }] = await deliveriesOf(ctx, webhookId);
    await workAfter(Date.parse(nextAttemptAt ?? "") + 300_000 - clock);
  };
  for (let more = 0; more < 7; more++) await nextTry();
  expect((await deliveriesOf(ctx, webhookId))[0]).toMatchObject({ status: "pending", attempts: 9 });
  await nextTry();
  const { status, attempts, nextAttemptAt, tries } = await findDelivery(ctx, { deliveryId: delivery!.id });
  expect([status, attempts, nextAttemptAt]).toEqual(["failed", 10, null]);
  expect(tries).toHaveLength(10);
  expect(tries[0]?.answer?.body).toBe("x".repeat(4096));
  expect(tries[8]).toMatchObject({
    statusCode: null,
    answer: null,
    error: "The connection broke before an answer came.",
  });
  expect(tries[9]?.answer).toMatchObject({ body: "slowly", headers: { "retry-after": "3600" } });
  expect(new Set(receiver.calls.map(({ id }) => id)).size).toBe(1);
  expect(new Set(receiver.calls.map(({ body }) => JSON.stringify(body))).size).toBe(1);
});

test("a redirect is a failure and is not followed", async () => {
  const ctx = await admin();
  const { id: webhookId } = await made(ctx, "/a");
  await made(ctx, "/b", { eventTypes: ["message.clicked"] });
  receiver.answer = () => ({ status: 302, headers: { location: `${receiver.url}/b` }, body: "" });
  await somebodyComes(ctx);
  await work();
  expect(receiver.calls.map(({ path }) => path)).toEqual(["/a"]);
  const [delivery] = await deliveriesOf(ctx, webhookId);
  expect(delivery?.error).toContain("Redirects are not followed");
});

describe("an endpoint", () => {
  test("that answers 410 is disabled at once, and people are told", async () => {
    const ctx = await admin();
    const { id: webhookId } = await made(ctx, "/a");
    receiver.answer = () => ({ status: 410, body: "" });
    await somebodyComes(ctx);
    await work();
    await somebodyComes(ctx);
    await workAfter(HOUR);
    expect(receiver.calls).toHaveLength(1);
    expect(await findWebhook(ctx, { webhookId })).toMatchObject({
      enabled: false,
      disabledReason: expect.stringContaining("410"),
    });
    const where = { workspaceId: ctx.workspaceId };
    expect(await prisma.notification.count({ where: { ...where, kind: "webhook.disabled" } })).toBe(1);
    const mails = await mailsTo(ctx.email, "notification");
    expect(mails.at(-1)?.props).toMatchObject({ title: "The webhook “Shop” was disabled" });
    expect(
      await prisma.auditEntry.count({ where: { ...where, action: "webhook.disabled", actorType: "system" } }),
    ).toBe(1);
  });

  test("is not judged by what its former address answered", async () => {
    const ctx = await admin();
    const { id: webhookId } = await made(ctx, "/a");
    receiver.answer = () => ({ status: 500, body: "" });
    await somebodyComes(ctx);
    await work();
    expect((await findWebhook(ctx, { webhookId })).failingSince).not.toBeNull();
    receiver.answer = async () => {
      await updateWebhook(ctx, { webhookId, url: `${receiver.url}/moved` });
      return { status: 410, body: "" };
    };
    await workAfter(10_000);
    expect(await findWebhook(ctx, { webhookId })).toMatchObject({ enabled: true, failingSince: null });
  });

  test("that fails for five days is disabled; enabled again, it gets what waited, and by a replay what it missed", async () => {
    const ctx = await admin();
    const { id: webhookId } = await made(ctx, "/a");
    receiver.answer = () => ({ status: 503, body: "" });
    const [waited] = await somebodyComes(ctx);
    await work();
    expect(await findWebhook(ctx, { webhookId })).toMatchObject({ failingSince: new Date(clock).toISOString() });
    await workAfter(25 * HOUR);
    await workAfter(25 * HOUR);
    await somebodyComes(ctx, 9);
    await workAfter(40 * HOUR);
    expect(await findWebhook(ctx, { webhookId })).toMatchObject({ enabled: true });
    await workAfter(40 * HOUR);
    expect(await findWebhook(ctx, { webhookId })).toMatchObject({ enabled: false });
    const kinds = await prisma.notification.groupBy({
      by: ["kind"],
      where: { workspaceId: ctx.workspaceId },
      _count: true,
    });
    expect(kinds.map(({ kind, _count }) => `${kind} ${_count}`).sort()).toEqual([
      "webhook.changed 1",
      "webhook.disabled 1",
      "webhook.failing 1",
    ]);
    const [missed] = await somebodyComes(ctx);
    await work();
    receiver.answer = () => taken;
    receiver.calls.length = 0;
    await updateWebhook(ctx, { webhookId, enabled: true });
    await workAfter(HOUR);
    const told = receiver.calls.map(({ id }) => id);
    expect(told).toContain(waited);
    expect(told).toHaveLength(10);
    expect(told).not.toContain(missed);
    await replayWebhook(ctx, { webhookId, from: new Date(clock - 2 * HOUR).toISOString(), which: "missing" });
    await runReplays();
    await work();
    expect(receiver.calls.map(({ id }) => id).filter((id) => !told.includes(id))).toEqual([missed]);
  });

  test("that fails is knocked at, and what was not tried loses no try", async () => {
    const ctx = await admin();
    const { id: webhookId } = await made(ctx, "/a");
    receiver.answer = () => ({ status: 500, body: "" });
    await somebodyComes(ctx, 40);
    await work();
    const begun = receiver.calls.length;
    expect(begun).toBeLessThanOrEqual(13);
    await work();
    expect(receiver.calls).toHaveLength(begun);
    // However much comes meanwhile.
    for (let second = 0; second < 3; second++) {
      await somebodyComes(ctx);
      await workAfter(1_000);
    }
    expect(receiver.calls).toHaveLength(begun);
    await workAfter(400_000);
    expect(receiver.calls).toHaveLength(begun + 1);
    receiver.answer = () => taken;
    await workAfter(400_000);
    await workAfter(HOUR);
    expect((await deliveriesOf(ctx, webhookId)).filter(({ status }) => status !== "delivered")).toEqual([]);
  });

  test("that is slow keeps no other waiting", async () => {
    const ctx = await admin();
    await made(ctx, "/slow");
    await made(ctx, "/fast");
    let free = () => {};
    const held = new Promise<void>((resolve) => {
      free = resolve;
    });
    receiver.answer = async ({ path }) => {
      if (path === "/slow") await held;
      return taken;
    };
    await somebodyComes(ctx, 30);
    const runner = new WebhookRunner({ now: () => new Date(clock) });
    runner.start();
    const counts = () => ["/fast", "/slow"].map((each) => receiver.calls.filter(({ path }) => path === each).length);
    await expect.poll(counts, { timeout: 5_000 }).toEqual([30, 8]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(counts()).toEqual([30, 8]);
    free();
    await runner.stop();
  });

  test("of a worker that died is taken over, and what it had on the wire is sent once more", async () => {
    const ctx = await admin();
    await made(ctx, "/a");
    await somebodyComes(ctx);
    await fanOut(ctx.workspaceId, new Date(clock));
    const key = { workspaceId: ctx.workspaceId };
    await prisma.webhookLane.updateMany({
      where: key,
      data: { leasedBy: "gone", leasedUntil: new Date(clock + 30_000), dueAt: null },
    });
    await work();
    expect(receiver.calls).toEqual([]);
    await workAfter(31_000);
    expect(receiver.calls).toHaveLength(1);
  });

  test("is not asked for at a private address, neither when it is typed nor when its name leads there", async () => {
    const ctx = await admin();
    const allowed = surroundings.allowsAll;
    surroundings.allowsAll = () => false;
    const create = (url: string) => createWebhook(ctx, { name: "Inside", url, eventTypes: ["contact.created"] });
    for (const url of [
      "http://shop.example/",
      "https://127.0.0.1/",
      "https://[::1]/",
      "https://10.0.0.1/",
      "https://localhost/x",
    ])
      await expect(create(url), url).rejects.toMatchObject({ code: "invalid", fields: { url: expect.any(String) } });
    for (const url of ["ftp://shop.example/", "https://u:p@shop.example/", "https://shop.example:22/", "nonsense"])
      await expect(create(url), url).rejects.toMatchObject({ code: "invalid" });
    const { id: webhookId } = await create("https://rebinding.example/hook#here");
    const { resolve, reachMs } = surroundings;
    Object.assign(surroundings, { resolve: async () => ["169.254.169.254"], reachMs: 20 });
    await somebodyComes(ctx);
    await work();
    Object.assign(surroundings, { resolve, reachMs, allowsAll: allowed });
    const [delivery] = await deliveriesOf(ctx, webhookId);
    expect(delivery).toMatchObject({
      status: "pending",
      statusCode: null,
      error: expect.stringContaining("No connection to"),
    });
    expect(delivery?.error).not.toContain("169.254");
  });

  test("is given a new secret while the former one signs too, until its time is over", async () => {
    const ctx = await admin();
    const { id: webhookId, signingSecret: former } = await made(ctx, "/a");
    const { signingSecret } = await rotateWebhookSecret(ctx, { webhookId, overlapHours: 1 });
    expect(signingSecret).not.toBe(former);
    await somebodyComes(ctx);
    await work();
    receiver.secrets.set("/a", signingSecret);
    await somebodyComes(ctx);
    await work();
    expect(receiver.calls).toHaveLength(2);
    receiver.secrets.set("/a", former);
    clock += 2 * HOUR;
    await somebodyComes(ctx);
    await work();
    expect(receiver.calls).toHaveLength(2);
    expect(receiver.refused).toHaveLength(1);
    const text = JSON.stringify(await prisma.auditEntry.findMany({ where: { workspaceId: ctx.workspaceId } }));
    expect(text).toContain("webhook.secret_rotated");
    expect(text).not.toContain("whsec_");
  });

  test("that is deleted gets nothing more, and its deliveries go", async () => {
    const ctx = await admin();
    const { id: webhookId } = await made(ctx, "/a");
    await somebodyComes(ctx);
    await fanOut(ctx.workspaceId, new Date(clock));
    await deleteWebhook(ctx, { webhookId });
    await somebodyComes(ctx);
    await work();
    expect(receiver.calls).toEqual([]);
    await expect(findWebhook(ctx, { webhookId })).rejects.toMatchObject({ code: "not_found" });
    expect(await findWebhooks(ctx)).toEqual([]);
    const [job] = await prisma.$queryRaw<{ data: unknown }[]>`
      select data from queue.job where name = 'webhooks.remove-deliveries' and data ->> 'workspaceId' = ${ctx.workspaceId}`;
    await removeDeliveriesJob.runStored(job!.data);
    expect(await prisma.webhookEndpoint.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
    expect(await prisma.webhookDelivery.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  });

  test("may be read and changed by admins only", async () => {
    const workspace = await testWorkspace();
    for (const role of ["marketer", "analyst"] as const) {
      const member = await testMember(workspace, role);
      await expect(findWebhooks(member)).rejects.toMatchObject({ code: "forbidden" });
      await expect(
        createWebhook(member, { name: "x", url: "https://a.example/", eventTypes: ["contact.created"] }),
      ).rejects.toMatchObject({ code: "forbidden" });
    }
  });
});

/** The steps that wait in the queue, as a worker runs them. */
async function runReplays(): Promise<void> {
  for (let round = 0; round < 20; round++) {
    const jobs = await prisma.$queryRaw<{ id: string; data: unknown }[]>`
      delete from queue.job where name = 'webhooks.replay-stretch' returning id::text, data`;
    if (jobs.length === 0) return;
    for (const { data } of jobs) await replayStretchJob.runStored(data);
  }
}

describe("a replay", () => {
  test("sends single deliveries once more, with their ids", async () => {
    const ctx = await admin();
    const { id: webhookId } = await made(ctx, "/a");
    const [first, second] = await somebodyComes(ctx, 2);
    await work();
    const delivery = (await deliveriesOf(ctx, webhookId)).find(({ eventId }) => eventId === second);
    expect(await replayWebhook(ctx, { webhookId, deliveryIds: [delivery!.id] })).toEqual({ replayed: 1 });
    await work();
    expect(receiver.calls.map(({ id }) => id).sort()).toEqual([first, second, second].sort());
    const { tries, attempts } = await findDelivery(ctx, { deliveryId: delivery!.id });
    expect([tries.length, attempts]).toEqual([2, 1]);
  });

  test("refuses deliveries of another endpoint and another workspace, and a stretch without a beginning", async () => {
    const ctx = await admin();
    const { id: webhookId } = await made(ctx, "/a");
    const other = await made(ctx, "/b");
    await somebodyComes(ctx);
    await work();
    const [theirs] = await deliveriesOf(ctx, other.id);
    await expect(replayWebhook(ctx, { webhookId, deliveryIds: [theirs!.id] })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(replayWebhook(await admin(), { webhookId, deliveryIds: [theirs!.id] })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(replayWebhook(ctx, { webhookId })).rejects.toThrow();
    await updateWebhook(ctx, { webhookId, enabled: false });
    const again = () =>
      replayWebhook(ctx, { webhookId, from: new Date().toISOString() }).catch(({ code }: { code: string }) => code);
    for (let more = 0; more < 20; more++) expect(await again()).toBe("conflict");
    expect(await again()).toBe("rate_limited");
  });

  test("of a range and of a time goes through more events than fit into one step", { timeout: 60_000 }, async () => {
    const ctx = await admin();
    const { id: webhookId } = await made(ctx, "/a", { eventTypes: ["contact.created"] });
    const { workspaceId } = ctx;
    const begun = clock;
    const ids = Array.from({ length: 1100 }, (_, at) => idAt(begun + at));
    const row = {
      workspaceId,
      type: "contact.created",
      occurredAt: new Date(begun),
      body: "{}",
      createdAt: new Date(begun),
    };
    await prisma.webhookEvent.createMany({ data: ids.map((id) => ({ ...row, id })) });
    await prisma.webhookEvent.create({ data: { ...row, id: idAt(begun + 2), type: "message.clicked" } });
    const count = () => prisma.webhookDelivery.count({ where: { workspaceId, status: "pending" } });
    const range = {
      firstEventId: publicId("evt", ids[10]!),
      lastEventId: publicId("evt", ids[19]!),
      which: "all" as const,
    };
    expect(await replayWebhook(ctx, { webhookId, ...range })).toEqual({ replayed: null });
    await runReplays();
    expect(await count()).toBe(10);
    clock += HOUR;
    await replayWebhook(ctx, { webhookId, from: new Date(begun).toISOString(), which: "missing" });
    await runReplays();
    expect(await count()).toBe(1100);
  });
});

test("a test is sent once, before everything that waits, and says what it is", async () => {
  const ctx = await admin();
  const { id: webhookId } = await made(ctx, "/a");
  receiver.answer = () => ({ status: 500, body: "no" });
  await somebodyComes(ctx, 20);
  await work();
  receiver.calls.length = 0;
  const { deliveryId } = await testWebhook(ctx, { webhookId, eventType: "message.bounced" });
  await work();
  expect(receiver.calls).toMatchObject([{ body: { type: "message.bounced", test: true } }]);
  expect((await findWebhookEvents(ctx, { type: "message.bounced" }, 5)).events).toEqual([]);
  expect(await findDelivery(ctx, { deliveryId })).toMatchObject({
    status: "failed",
    attempts: 1,
    statusCode: 500,
    nextAttemptAt: null,
  });
  await updateWebhook(ctx, { webhookId, enabled: false });
  await expect(testWebhook(ctx, { webhookId })).rejects.toMatchObject({ code: "conflict" });
  const again = () => testWebhook(ctx, { webhookId }).catch(({ code }: { code: string }) => code);
  for (let more = 0; more < 18; more++) expect(await again()).toBe("conflict");
  expect(await again()).toBe("rate_limited");
});

test("a test that fails is no sign that an endpoint is failing", async () => {
  const ctx = await admin();
  const { id: webhookId } = await made(ctx, "/a");
  receiver.answer = () => ({ status: 404, body: "" });
  await testWebhook(ctx, { webhookId });
  await work();
  expect(receiver.calls).toHaveLength(1);
  expect(await findWebhook(ctx, { webhookId })).toMatchObject({ enabled: true, failingSince: null });
  receiver.answer = () => taken;
  await testWebhook(ctx, { webhookId });
  await work();
  expect((await findWebhook(ctx, { webhookId })).lastSuccessAt).toBe(new Date(clock).toISOString());
});

test("what was not told yet of a person who is erased is told to nobody", async () => {
  const ctx = await admin();
  const { id: webhookId } = await made(ctx, "/a");
  const { id: contactId, email } = await testContact(ctx, { firstName: "Ada" });
  const event = { type: "contact.created" as const, occurredAt: new Date(clock), contactId };
  await recordEvents(ctx, [event]);
  await fanOut(ctx.workspaceId, new Date(clock));
  await somebodyComes(ctx);
  await eraseContact(ctx, { contactId: publicId("ctc", contactId) });
  await work();
  expect(receiver.calls).toHaveLength(1);
  expect(JSON.stringify(receiver.calls)).not.toContain(email);
  const statuses = (await deliveriesOf(ctx, webhookId)).map(({ status, error }) => [status, error]);
  expect(statuses).toContainEqual(["failed", expect.stringContaining("erased")]);
  expect((await findDeliveries(ctx, { webhookId, status: "failed" }, 5)).deliveries).toHaveLength(1);
});

test("the log is read page by page, of all and of one status", async () => {
  const ctx = await admin();
  const { id: webhookId } = await made(ctx, "/a");
  receiver.answer = ({ body }) => (body.data.first_name === "Ada" ? taken : "cut");
  const ids = await somebodyComes(ctx, 7);
  await work();
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const { deliveries, next } = await findDeliveries(
      ctx,
      { webhookId, ...(cursor && { cursor: parsePublicId("dlv", cursor) }) },
      3,
    );
    seen.push(...deliveries.map(({ eventId }) => eventId));
    if (next === null) break;
    cursor = next;
  }
  expect(seen).toHaveLength(7);
  expect(new Set(seen)).toEqual(new Set(ids));
  expect((await findDeliveries(ctx, { webhookId, status: "failed" }, 10)).deliveries).toEqual([]);
  expect((await findDeliveries(ctx, { webhookId, status: "delivered" }, 10)).deliveries).toHaveLength(7);
  const { events, next } = await findWebhookEvents(ctx, { type: "contact.created" }, 5);
  expect([events.length, next]).toEqual([5, events.at(-1)?.id]);
});
