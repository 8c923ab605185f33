import { describe, expect, test } from "vitest";
import { POST } from "@/app/api/hooks/[provider]/[token]/route";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { publicId, timeOfId } from "@/lib/base/db/ids";
import { open, seal } from "@/lib/base/security/secret-box";
import type { HookRequest } from "@/lib/inbound/providers/provider";
import type { ProviderName } from "@/lib/inbound/providers/schema";
import { verpAddress } from "@/lib/mail/mime/verp";
import { noTools, signCall } from "@/lib/run/conformance/webhook-signer";
import { testMember, testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { createEndpoint } from "./create-endpoint";
import { deleteEndpoint } from "./delete-endpoint";
import { MAX_ATTEMPTS, processEndpoint } from "./process-endpoint";
import { findCall, findCalls, findEndpoint, findEndpoints } from "./queries";
import { receiveCall } from "./receive-call";
import { replayCall, replayParked } from "./replay-calls";
import { rotateAddress, rotateCredentials } from "./rotate-endpoint";
import { sweepCalls } from "./sweep-calls";
import { updateEndpoint } from "./update-endpoint";

const topicArn = "arn:aws:sns:eu-west-1:123456789012:conformance";

/** An endpoint that believes what `signCall` signs. */
async function endpointFor(ctx: Ctx, provider: ProviderName) {
  const endpoint = await createEndpoint(ctx, { provider, ...(provider === "ses" && { topicArns: [topicArn] }) });
  const { secrets } = signCall(provider, { ...plain("[]"), now: new Date() });
  if (provider !== "ses") {
    await prisma.providerEndpoint.update({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: endpoint.id } },
      data: { secretsSealed: seal(JSON.stringify(secrets)) },
    });
  }
  return { id: endpoint.id, provider, token: open(endpoint.tokenSealed) };
}
type Endpoint = Awaited<ReturnType<typeof endpointFor>>;

const plain = (body: string): HookRequest => ({
  method: "POST",
  url: "/",
  headers: { "content-type": "application/json", "user-agent": "test" },
  rawBody: Buffer.from(body),
  now: new Date(),
});

/** Sends a payload as its provider would; answers the status. */
async function tell(
  endpoint: Endpoint,
  payload: unknown,
  change: (request: HookRequest) => HookRequest = (same) => same,
) {
  const { request, tools } = signCall(endpoint.provider, plain(JSON.stringify(payload)));
  const sent = change(request);
  const answer = await receiveCall({ ...sent, ...endpoint, readBody: async () => sent.rawBody }, tools);
  return answer.status;
}

const delivery = (messageId: string, values: object = {}) => ({
  RecordType: "Delivery",
  MessageID: "pm-1",
  DeliveredAt: new Date(Date.now() - 1000).toISOString(),
  Metadata: { message_id: messageId },
  ...values,
});
const bounce = (messageId: string, values: object = {}) => ({
  RecordType: "Bounce",
  Type: "HardBounce",
  ID: 42,
  BouncedAt: new Date(Date.now() - 1000).toISOString(),
  Details: "smtp;550 5.1.1 no such user",
  Metadata: { message_id: messageId },
  ...values,
});

const messageOf = (ctx: Ctx, id: string) =>
  prisma.message.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, id } });
const suppressionsOf = (ctx: Ctx) => prisma.suppression.findMany({ where: { workspaceId: ctx.workspaceId } });

describe("from the call to the fact", () => {
  test("a verified call is kept, processed, and becomes a fact and a decision", async () => {
    const ctx = await testWorkspace();
    const { messages } = await sentCampaign(ctx, { recipients: 2 });
    const endpoint = await endpointFor(ctx, "postmark");
    expect(await tell(endpoint, delivery(messages[0]!.id))).toBe(200);
    expect(await tell(endpoint, bounce(messages[1]!.id))).toBe(200);
    expect(await findCalls(ctx, endpoint.id)).toMatchObject([{ status: "received" }, { status: "received" }]);
    await processEndpoint(ctx, { endpointId: endpoint.id });
    expect(await findCalls(ctx, endpoint.id)).toMatchObject([
      { status: "processed", eventCount: 1, matchedCount: 1, attempts: 1 },
      { status: "processed", eventCount: 1, matchedCount: 1 },
    ]);
    expect((await messageOf(ctx, messages[0]!.id)).deliveredAt).toBeInstanceOf(Date);
    expect(await messageOf(ctx, messages[1]!.id)).toMatchObject({
      bounceKind: "hard",
      replyCode: 550,
      statusCode: "5.1.1",
    });
    expect(await suppressionsOf(ctx)).toMatchObject([
      { emailNormalized: messages[1]!.email, reason: "hard_bounce", messageId: messages[1]!.id },
    ]);
    const [, first] = await findCalls(ctx, endpoint.id);
    const details = await findCall(
      ctx,
      (
        await prisma.providerCall.findFirstOrThrow({
          where: { workspaceId: ctx.workspaceId, endpointId: endpoint.id },
          orderBy: { id: "asc" },
        })
      ).id,
    );
    expect(details).toMatchObject({
      id: first!.id,
      items: [{ name: "Delivery", type: "delivered", messageId: publicId("msg", messages[0]!.id), likely: false }],
      headers: { "user-agent": "test" },
      canReplay: true,
    });
    expect(Object.keys(details.headers)).not.toContain("authorization");
  });

  test("the route takes what a provider posts and answers at once", async () => {
    const ctx = await testWorkspace();
    const endpoint = await endpointFor(ctx, "sendgrid");
    const { request } = signCall("sendgrid", plain('[{"event":"processed","email":"a@example.com"}]'));
    const call = (headers: Record<string, string>) =>
      POST(
        new Request(`http://homing.test/api/hooks/sendgrid/${endpoint.token}`, {
          method: "POST",
          headers,
          body: Buffer.from(request.rawBody),
        }),
        { params: Promise.resolve({ provider: "sendgrid", token: endpoint.token }) },
      );
    expect((await call({ ...request.headers })).status).toBe(200);
    expect((await call({ "content-type": "application/json" })).status).toBe(401);
    expect(await findCalls(ctx, endpoint.id)).toMatchObject([{ status: "refused" }, { status: "received" }]);
  });

  test("what a provider will not send to is suppressed with its reason and origin", async () => {
    const ctx = await testWorkspace();
    const { messages } = await sentCampaign(ctx);
    const endpoint = await endpointFor(ctx, "sendgrid");
    const dropped = {
      event: "dropped",
      reason: "Bounced Address",
      email: messages[0]!.email,
      message_id: messages[0]!.id,
    };
    await tell(endpoint, [{ ...dropped, sg_event_id: "e1", timestamp: Math.floor(Date.now() / 1000) }]);
    await processEndpoint(ctx, { endpointId: endpoint.id });
    expect(await suppressionsOf(ctx)).toMatchObject([
      { reason: "provider", messageId: messages[0]!.id, note: "Bounced Address" },
    ]);
  });

  test("a failure about us suppresses nobody", async () => {
    const ctx = await testWorkspace();
    const { messages } = await sentCampaign(ctx);
    const endpoint = await endpointFor(ctx, "postmark");
    await tell(endpoint, bounce(messages[0]!.id, { Details: "smtp;550 5.7.1 blocked using zen.spamhaus.org" }));
    await processEndpoint(ctx, { endpointId: endpoint.id });
    expect(await messageOf(ctx, messages[0]!.id)).toMatchObject({ bounceKind: "block" });
    expect(await suppressionsOf(ctx)).toEqual([]);
  });

  test("opens by machines are kept apart from opens by people", async () => {
    const ctx = await testWorkspace();
    const { messages } = await sentCampaign(ctx, { recipients: 2 });
    const endpoint = await endpointFor(ctx, "sendgrid");
    const opened = {
      event: "open",
      timestamp: Math.floor(Date.now() / 1000),
      useragent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0",
    };
    await tell(endpoint, [
      { ...opened, sg_event_id: "o1", message_id: messages[0]!.id, sg_machine_open: true },
      { ...opened, sg_event_id: "o2", message_id: messages[1]!.id },
    ]);
    await processEndpoint(ctx, { endpointId: endpoint.id });
    expect((await messageOf(ctx, messages[0]!.id)).firstOpenedAt).toBeNull();
    expect((await messageOf(ctx, messages[1]!.id)).firstOpenedAt).toBeInstanceOf(Date);
  });
});

describe("whose message it is", () => {
  const statusAfter = async (ctx: Ctx, endpoint: Endpoint, payload: unknown) => {
    await tell(endpoint, payload);
    await processEndpoint(ctx, { endpointId: endpoint.id });
    const [newest] = await prisma.providerCall.findMany({
      where: { workspaceId: ctx.workspaceId, endpointId: endpoint.id },
      orderBy: { id: "desc" },
    });
    return (await findCall(ctx, newest!.id)).items[0];
  };

  test("is found by each place our id travels in, by the provider's id, and by recipient and time as likely only", async () => {
    const ctx = await testWorkspace();
    const { messages } = await sentCampaign(ctx);
    const { id, email } = messages[0]!;
    const sure = { messageId: publicId("msg", id), likely: false };
    const postmark = await endpointFor(ctx, "postmark");
    expect(await statusAfter(ctx, postmark, delivery(publicId("msg", id)))).toMatchObject(sure);
    const byHeader = { Metadata: {}, Headers: [{ Name: "X-Entity-Ref-ID", Value: id }] };
    expect(await statusAfter(ctx, postmark, delivery("", byHeader))).toMatchObject(sure);
    const mailgun = await endpointFor(ctx, "mailgun");
    const said = {
      event: "delivered",
      timestamp: Date.now() / 1000,
      message: { headers: { "message-id": `${id}@news.example` } },
    };
    expect(await statusAfter(ctx, mailgun, { "event-data": said })).toMatchObject(sure);
    const sparkpost = await endpointFor(ctx, "sparkpost");
    const reported = { type: "delivery", msg_from: verpAddress("bounce", id, "bounces.example.com") };
    expect(await statusAfter(ctx, sparkpost, [{ msys: { message_event: reported } }])).toMatchObject(sure);

    await prisma.message.updateMany({ where: { workspaceId: ctx.workspaceId, id }, data: { sentAt: new Date() } });
    await prisma.providerMessage.create({ data: { workspaceId: ctx.workspaceId, providerId: "pm-77", messageId: id } });
    expect(await statusAfter(ctx, postmark, delivery("", { MessageID: "pm-77", Tag: "x" }))).toMatchObject(sure);
    const nameless = { Metadata: {}, MessageID: "other", Recipient: email.toUpperCase() };
    expect(await statusAfter(ctx, postmark, delivery("", nameless))).toMatchObject({ ...sure, likely: true });
    expect(await statusAfter(ctx, postmark, bounce("", { ...nameless, Email: email }))).toMatchObject({ likely: true });
    expect(await suppressionsOf(ctx)).toEqual([]);
    expect(await statusAfter(ctx, postmark, delivery(id, { Recipient: "somebody@else.example" }))).toMatchObject({
      likely: true,
    });
    expect(
      await statusAfter(ctx, postmark, delivery("", { MessageID: "x", Recipient: "nobody@else.example" })),
    ).toMatchObject({
      messageId: null,
      note: "No message of this workspace is meant.",
    });
  });

  test("of several that a call names the surest counts: our MAC, then the provider's id, then a bare id", async () => {
    const ctx = await testWorkspace();
    const { messages } = await sentCampaign(ctx, { recipients: 3 });
    const [signed, accepted, bare] = messages.map(({ id }) => id);
    const { workspaceId } = ctx;
    await prisma.providerMessage.create({ data: { workspaceId, providerId: "pm-88", messageId: accepted! } });
    const postmark = await endpointFor(ctx, "postmark");
    const named = { MessageID: "pm-88", Metadata: { message_id: bare } };
    const header = { Name: "Return-Path", Value: verpAddress("bounce", signed!, "bounces.example.com") };
    const found = async (payload: object) => (await statusAfter(ctx, postmark, delivery("", payload)))?.messageId;
    expect(await found(named)).toBe(publicId("msg", accepted!));
    expect(await found({ ...named, Headers: [header] })).toBe(publicId("msg", signed!));
    expect(await found({ ...named, MessageID: "pm-99" })).toBe(publicId("msg", bare!));
  });

  test("an address of one workspace never touches the messages of another", async () => {
    const ours = await testWorkspace();
    const theirs = await testWorkspace();
    const { messages } = await sentCampaign(theirs);
    const { id, email } = messages[0]!;
    await prisma.message.updateMany({ where: { workspaceId: theirs.workspaceId, id }, data: { sentAt: new Date() } });
    const known = { workspaceId: theirs.workspaceId, providerId: "pm-secret", messageId: id };
    await prisma.providerMessage.create({ data: known });
    const before = await messageOf(theirs, id);
    const endpoint = await endpointFor(ours, "postmark");
    for (const payload of [
      bounce(id),
      bounce(publicId("msg", id), { ID: 43 }),
      bounce("", { ID: 44, MessageID: "pm-secret", Email: email }),
    ]) {
      expect(await statusAfter(ours, endpoint, payload)).toMatchObject({ messageId: null });
    }
    expect(await messageOf(theirs, id)).toEqual(before);
    expect(await suppressionsOf(theirs)).toEqual([]);
    expect(await suppressionsOf(ours)).toEqual([]);
    const call = await prisma.providerCall.findFirstOrThrow({
      where: { workspaceId: ours.workspaceId, endpointId: endpoint.id },
    });
    await expect(findCall(theirs, call.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(replayCall(theirs, { providerCallId: call.id })).rejects.toMatchObject({ code: "not_found" });
    await expect(findEndpoint(theirs, endpoint.id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("calls that come again, late or in disorder", () => {
  test("the same call is taken once, and its repeat is answered with 200", async () => {
    const ctx = await testWorkspace();
    const { messages } = await sentCampaign(ctx);
    for (const provider of ["postmark", "sendgrid", "ses"] as const) {
      const endpoint = await endpointFor(ctx, provider);
      const payload = { eventType: "Open", event: "open", RecordType: "Open", mail: {}, message_id: messages[0]!.id };
      const { request, tools } = signCall(
        provider,
        plain(JSON.stringify(provider === "sendgrid" ? [payload] : payload)),
      );
      const call = { ...request, ...endpoint, readBody: async () => request.rawBody };
      expect((await receiveCall(call, tools)).status).toBe(200);
      expect((await receiveCall(call, tools)).status).toBe(200);
      expect(await findCalls(ctx, endpoint.id)).toMatchObject([
        { status: "duplicate", bodyBytes: request.rawBody.byteLength },
        { status: "received" },
      ]);
    }
  });

  test("two of the same at the same moment are kept as one", async () => {
    const ctx = await testWorkspace();
    const endpoint = await endpointFor(ctx, "postmark");
    const payload = delivery("x");
    const statuses = await Promise.all(Array.from({ length: 6 }, () => tell(endpoint, payload)));
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200]);
    const calls = await findCalls(ctx, endpoint.id);
    expect(calls.filter(({ status }) => status === "received")).toHaveLength(1);
    expect(calls.filter(({ status }) => status === "duplicate")).toHaveLength(5);
  });

  test("the same event in another call counts once, in whatever order events come", async () => {
    const ctx = await testWorkspace();
    const { messages, campaignId } = await sentCampaign(ctx);
    const { id } = messages[0]!;
    const endpoint = await endpointFor(ctx, "sendgrid");
    const at = Math.floor(Date.now() / 1000) - 60;
    const click = {
      event: "click",
      sg_event_id: "c1",
      timestamp: at + 9,
      message_id: id,
      url: "https://example.com/a",
      useragent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    };
    const delivered = { event: "delivered", sg_event_id: "d1", timestamp: at, message_id: id };
    await tell(endpoint, [click]);
    await tell(endpoint, [delivered]);
    await tell(endpoint, [delivered, click]);
    await processEndpoint(ctx, { endpointId: endpoint.id });
    const message = await messageOf(ctx, id);
    expect(message).toMatchObject({ clickCount: 1, deliveredAt: new Date(at * 1000) });
    const totals = await prisma.campaignTotals.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, campaignId },
    });
    expect(totals).toMatchObject({ delivered: 1 });
    expect(totals.humanClickers + totals.botClickers).toBe(1);
  });

  test("no event lies in a month before its message, whatever time a call says", async () => {
    const ctx = await testWorkspace();
    const { messages } = await sentCampaign(ctx, { recipients: 3 });
    const endpoint = await endpointFor(ctx, "sendgrid");
    const times = [86_400, "1066-10-14T09:00:00Z", "9999-12-31T23:59:59Z"];
    const told = times.map((timestamp, index) => {
      return { event: "delivered", sg_event_id: `d${index}`, timestamp, message_id: messages[index]!.id };
    });
    const began = Date.now();
    await tell(endpoint, told);
    await processEndpoint(ctx, { endpointId: endpoint.id });
    await tell(endpoint, [...told, { event: "processed" }]);
    await processEndpoint(ctx, { endpointId: endpoint.id });
    const events = await prisma.event.findMany({ where: { workspaceId: ctx.workspaceId, type: "message.delivered" } });
    expect(events.length).toBeGreaterThanOrEqual(3);
    for (const { id, occurredAt } of events) {
      expect(Math.abs(occurredAt.getTime() - began)).toBeLessThan(90_000_000);
      expect(timeOfId(id)).toEqual(occurredAt);
    }
    const before = events.filter(({ messageId }) => messageId !== messages[2]!.id);
    expect(before, "the same fact is the same event").toHaveLength(2);
  });

  test("calls are processed in the order they came, one at a time, however many workers there are", async () => {
    const ctx = await testWorkspace();
    const endpoint = await endpointFor(ctx, "postmark");
    for (let index = 0; index < 12; index += 1) await tell(endpoint, delivery("x", { MessageID: `pm-${index}` }));
    await Promise.all(Array.from({ length: 4 }, () => processEndpoint(ctx, { endpointId: endpoint.id })));
    await processEndpoint(ctx, { endpointId: endpoint.id });
    const calls = await prisma.providerCall.findMany({
      where: { workspaceId: ctx.workspaceId, endpointId: endpoint.id },
      orderBy: { id: "asc" },
    });
    expect(calls.map(({ status, attempts }) => [status, attempts])).toEqual(calls.map(() => ["processed", 1]));
    const times = calls.map(({ processedAt }) => processedAt!.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});

describe("calls that cannot be processed", () => {
  test("what no reader can read is parked at once, does not hold up the next, and can be replayed", async () => {
    const ctx = await testWorkspace();
    const { messages } = await sentCampaign(ctx);
    const endpoint = await endpointFor(ctx, "postmark");
    await tell(endpoint, { hello: "world" });
    await tell(endpoint, delivery(messages[0]!.id));
    await processEndpoint(ctx, { endpointId: endpoint.id });
    expect(await findCalls(ctx, endpoint.id)).toMatchObject([
      { status: "processed" },
      { status: "parked", reason: "The payload names no record type." },
    ]);
    expect(await findEndpoints(ctx)).toMatchObject([{ parkedCount: 1, lastDay: { processed: 1, parked: 1 } }]);
    const reported = await prisma.notification.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(reported).toMatchObject([{ title: "A call of Postmark could not be processed", severity: "warning" }]);
    // Somebody repairs what was wrong: here the body itself.
    const parked = await prisma.providerCall.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, endpointId: endpoint.id, status: "parked" },
    });
    const body = Buffer.from(JSON.stringify(bounce(messages[0]!.id)));
    await prisma.providerCall.updateMany({ where: { workspaceId: ctx.workspaceId, id: parked.id }, data: { body } });
    expect(await replayParked(ctx, { providerEndpointId: endpoint.id })).toEqual({ replayed: 1 });
    await processEndpoint(ctx, { endpointId: endpoint.id });
    expect(await findCalls(ctx, endpoint.id)).toMatchObject([
      { status: "processed" },
      { status: "processed", reason: null },
    ]);
    expect(await messageOf(ctx, messages[0]!.id)).toMatchObject({ bounceKind: "hard" });
    expect(await replayParked(ctx, { providerEndpointId: endpoint.id })).toEqual({ replayed: 0 });
  });

  test("what fails for now is tried again with pauses, those behind it wait, and in the end it is parked", async () => {
    const ctx = await testWorkspace();
    const endpoint = await endpointFor(ctx, "ses");
    // A confirmation whose address answers nothing: the network is the failure, not the call.
    const confirmation = {
      Type: "SubscriptionConfirmation",
      Message: "You have chosen to subscribe",
      Token: "t",
      SubscribeURL: `https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=t`,
    };
    await tell(endpoint, confirmation);
    await tell(endpoint, { Type: "Notification", MessageId: "second", Message: '{"eventType":"Open","mail":{}}' });
    let now = Date.now();
    const clocked: Ctx = { ...ctx, now: () => new Date(now) };
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt += 1) {
      await processEndpoint(clocked, { endpointId: endpoint.id }, noTools);
      const [second, first] = await findCalls(ctx, endpoint.id);
      expect(first).toMatchObject({ status: "received", attempts: attempt, nextAttemptAt: expect.any(String) });
      expect(second).toMatchObject({ status: "received", attempts: 0 });
      await processEndpoint(clocked, { endpointId: endpoint.id }, noTools); // too early: nothing happens
      expect((await findCalls(ctx, endpoint.id))[1]!.attempts).toBe(attempt);
      now += 120_000;
    }
    await processEndpoint(clocked, { endpointId: endpoint.id }, noTools);
    const [second, first] = await findCalls(ctx, endpoint.id);
    expect(first).toMatchObject({ status: "parked", attempts: MAX_ATTEMPTS });
    expect(second).toMatchObject({ status: "processed" });
    expect((await findEndpoint(ctx, endpoint.id)).confirmedAt).toBeNull();
    const asked: string[] = [];
    const answering = { fetchText: async (url: string) => String(asked.push(url)) };
    await replayParked(ctx, { providerEndpointId: endpoint.id });
    await processEndpoint(ctx, { endpointId: endpoint.id }, answering);
    expect(asked).toEqual([confirmation.SubscribeURL]);
    expect((await findEndpoint(ctx, endpoint.id)).confirmedAt).not.toBeNull();
    await tell(endpoint, { ...confirmation, Type: "UnsubscribeConfirmation", MessageId: "third" });
    await processEndpoint(ctx, { endpointId: endpoint.id }, noTools);
    expect((await findEndpoint(ctx, endpoint.id)).confirmedAt).toBeNull();
  });

  test("a call whose worker died is taken up when its lease is over, and parked when it kills every worker", async () => {
    const ctx = await testWorkspace();
    const endpoint = await endpointFor(ctx, "postmark");
    await tell(endpoint, delivery("x"));
    const where = { workspaceId: ctx.workspaceId, endpointId: endpoint.id };
    await prisma.providerCall.updateMany({ where, data: { attempts: 1, leasedUntil: new Date(Date.now() + 60_000) } });
    await processEndpoint(ctx, { endpointId: endpoint.id });
    expect(await findCalls(ctx, endpoint.id)).toMatchObject([{ status: "received", attempts: 1 }]);
    await prisma.providerCall.updateMany({
      where,
      data: { leasedUntil: new Date(Date.now() - 1), attempts: MAX_ATTEMPTS },
    });
    await processEndpoint(ctx, { endpointId: endpoint.id });
    expect(await findCalls(ctx, endpoint.id)).toMatchObject([{ status: "parked" }]);
    const [call] = await findCalls(ctx, endpoint.id);
    await replayCall(ctx, { providerCallId: call!.id });
    await processEndpoint(ctx, { endpointId: endpoint.id });
    expect(await findCalls(ctx, endpoint.id)).toMatchObject([{ status: "processed", attempts: 1 }]);
  });
});

describe("calls that are not believed", () => {
  test("answer what the provider understands, and are kept without a body", async () => {
    const ctx = await testWorkspace();
    const withoutCredentials = (request: HookRequest) => ({
      ...request,
      headers: { "content-type": "application/json" },
    });
    const postmark = await endpointFor(ctx, "postmark");
    expect(await tell(postmark, delivery("x"), withoutCredentials)).toBe(401);
    expect(await tell(postmark, delivery("x"), (request) => ({ ...request, rawBody: Buffer.from('{"Record') }))).toBe(
      400,
    );
    expect(await tell(postmark, {}, (request) => ({ ...request, method: "PUT" }))).toBe(405);
    const mailgun = await endpointFor(ctx, "mailgun");
    const event = { "event-data": { event: "opened" } };
    const cut = (request: HookRequest) => ({ ...request, rawBody: request.rawBody.subarray(0, 40) });
    expect(await tell(mailgun, event, cut)).toBe(400);
    const forged = (request: HookRequest) => {
      const call = JSON.parse(Buffer.from(request.rawBody).toString()) as { signature: { token: string } };
      return {
        ...request,
        rawBody: Buffer.from(JSON.stringify({ ...call, signature: { ...call.signature, token: "other" } })),
      };
    };
    expect(await tell(mailgun, event, forged)).toBe(401);
    expect(await tell({ ...postmark, token: "guessed" }, delivery("x"))).toBe(404);
    expect(await tell({ ...postmark, provider: "mailjet" }, { event: "open" })).toBe(404);
    const [last] = await prisma.providerCall.findMany({
      where: { workspaceId: ctx.workspaceId, endpointId: mailgun.id },
      orderBy: { id: "desc" },
    });
    expect(last).toMatchObject({ status: "refused", body: null, reason: "The signature is not the one of this key." });
  });

  test("a body over the limit is not read to its end", async () => {
    const ctx = await testWorkspace();
    const { token, id } = await endpointFor(ctx, "postmark");
    const request = new Request(`http://homing.test/api/hooks/postmark/${token}`, {
      method: "POST",
      body: Buffer.alloc(1_000_001),
    });
    const response = await POST(request, { params: Promise.resolve({ provider: "postmark", token }) });
    expect(response.status).toBe(413);
    expect(await findCalls(ctx, id)).toMatchObject([{ status: "refused", reason: "The body is over the limit." }]);
  });

  test("only the newest 200 refused calls of an endpoint are kept", async () => {
    const ctx = await testWorkspace();
    const endpoint = await endpointFor(ctx, "postmark");
    await tell(endpoint, delivery("x"));
    const row = { workspaceId: ctx.workspaceId, endpointId: endpoint.id, status: "refused", bodyBytes: 0 } as const;
    const old = Array.from({ length: 250 }, (_, index) => ({
      ...row,
      id: crypto.randomUUID(),
      receivedAt: new Date(Date.now() - 10_000 - index),
    }));
    await prisma.providerCall.createMany({ data: old });
    await tell(endpoint, {}, (request) => ({ ...request, headers: {} }));
    const kept = await prisma.providerCall.findMany({
      where: { workspaceId: ctx.workspaceId, endpointId: endpoint.id, status: "refused" },
    });
    expect(kept).toHaveLength(200);
    expect(kept.filter(({ id }) => id === old[249]!.id)).toEqual([]);
    expect(
      await prisma.providerCall.count({
        where: { workspaceId: ctx.workspaceId, endpointId: endpoint.id, status: "received" },
      }),
    ).toBe(1);
  });

  test("a certificate that cannot be fetched asks the provider to come again", async () => {
    const ctx = await testWorkspace();
    const endpoint = await endpointFor(ctx, "ses");
    const { request } = signCall("ses", plain('{"eventType":"Send","mail":{}}'));
    const call = { ...request, ...endpoint, readBody: async () => request.rawBody };
    expect((await receiveCall(call, noTools)).status).toBe(503);
  });
});

describe("care of an endpoint", () => {
  test("only admins may, every change is written down, and no secret is", async () => {
    const ctx = await testWorkspace();
    const marketer = await testMember(ctx, "marketer");
    await expect(createEndpoint(marketer, { provider: "brevo" })).rejects.toMatchObject({ code: "forbidden" });
    const admin = await testMember(ctx, "admin");
    const { id } = await createEndpoint(admin, { provider: "resend", signingSecret: "whsec_dGhpcyBpcyBhIHNlY3JldA==" });
    await updateEndpoint(admin, {
      providerEndpointId: id,
      signingSecret: "whsec_YW5vdGhlciBzZWNyZXQgaGVyZQ==",
      name: "Main account",
    });
    await rotateAddress(admin, { providerEndpointId: id });
    await deleteEndpoint(admin, { providerEndpointId: id });
    const entries = await prisma.auditEntry.findMany({
      where: { workspaceId: ctx.workspaceId },
      orderBy: { id: "asc" },
    });
    expect(entries.map(({ action }) => action)).toEqual([
      "provider_endpoint.created",
      "provider_endpoint.updated",
      "provider_endpoint.rotated",
      "provider_endpoint.deleted",
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/v1\.|whsec/);
  });

  test("a secret may come later; until then every call is refused", async () => {
    const ctx = await testWorkspace();
    const { id, tokenSealed } = await createEndpoint(ctx, { provider: "mailgun" });
    const endpoint = { id, provider: "mailgun", token: open(tokenSealed) } as const;
    expect(await tell(endpoint, { "event-data": { event: "opened" } })).toBe(503);
    expect(await findEndpoint(ctx, id)).toMatchObject({ hasSecret: false });
    await updateEndpoint(ctx, { providerEndpointId: id, signingSecret: "test-key-of-the-conformance-run" });
    expect(await findEndpoint(ctx, id)).toMatchObject({ hasSecret: true });
    expect(await tell(endpoint, { "event-data": { event: "opened" } })).toBe(200);
  });

  test("wrong secrets are named beside their field", async () => {
    const ctx = await testWorkspace();
    const wrong = [
      [{ provider: "resend", signingSecret: "re_key" }, "signingSecret"],
      [{ provider: "sendgrid", verificationKey: "MFkw" }, "verificationKey"],
      [{ provider: "ses" }, "topicArns"],
    ] as const;
    for (const [input, field] of wrong) {
      await expect(createEndpoint(ctx, input)).rejects.toMatchObject({
        code: "invalid",
        fields: { [field]: expect.any(String) },
      });
    }
    await expect(createEndpoint(ctx, { provider: "ses", topicArns: ["arn:aws:s3:::x"] })).rejects.toThrow();
  });

  test("new address, new password, off: the old ways stop at once", async () => {
    const ctx = await testWorkspace();
    const endpoint = await endpointFor(ctx, "brevo");
    expect(await tell(endpoint, { event: "opened" })).toBe(200);
    await rotateCredentials(ctx, { providerEndpointId: endpoint.id });
    expect(await tell(endpoint, { event: "opened", id: 2 })).toBe(401);
    await rotateAddress(ctx, { providerEndpointId: endpoint.id });
    expect(await tell(endpoint, { event: "opened", id: 3 })).toBe(404);
    const token = (await findEndpoint(ctx, endpoint.id)).url.split("/").at(-1)!;
    await updateEndpoint(ctx, { providerEndpointId: endpoint.id, enabled: false });
    expect(await tell({ ...endpoint, token }, { event: "opened" })).toBe(410);
    const mailgun = await endpointFor(ctx, "mailgun");
    await updateEndpoint(ctx, { providerEndpointId: mailgun.id, enabled: false });
    expect(await tell(mailgun, { "event-data": { event: "opened" } })).toBe(406);
    const resend = await endpointFor(ctx, "resend");
    await expect(rotateCredentials(ctx, { providerEndpointId: resend.id })).rejects.toMatchObject({ code: "invalid" });
  });

  test("waiting calls that nobody works on are woken", async () => {
    const ctx = await testWorkspace();
    const endpoint = await endpointFor(ctx, "postmark");
    await tell(endpoint, delivery("a"));
    await processEndpoint(ctx, { endpointId: endpoint.id });
    await tell(endpoint, delivery("b"));
    const old = new Date(Date.now() - 86_400_000);
    await prisma.providerCall.updateMany({
      where: { workspaceId: ctx.workspaceId, endpointId: endpoint.id },
      data: { receivedAt: old },
    });
    await sweepCalls(ctx);
    const jobs = await prisma.$queryRaw<{ count: bigint }[]>`
      select count(*) from queue.job where name = 'provider-hooks.process' and data->>'endpointId' = ${endpoint.id}`;
    expect(Number(jobs[0]!.count)).toBe(3);
  });
});
