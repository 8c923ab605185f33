import { expect, test } from "vitest";
import { POST } from "@/app/api/hooks/inbound/[token]/route";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { readInboundSettings, rotateInboundHook } from "@/lib/inbound/mail/inbound-settings";
import { processInbound } from "@/lib/inbound/mail/process-inbound";
import { messageIdLeft } from "@/lib/mail/mime/verp";
import { buildDsn } from "@/lib/run/mailbox/simulator/reports";
import { testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";

const tokenOf = async (ctx: Ctx) => (await readInboundSettings(ctx)).hookUrl.split("/").at(-1)!;
const mail = "From: Ada <ada@example.com>\r\nSubject: Hi\r\nMessage-ID: <1@example.com>\r\n\r\nHello\r\n";

function call(token: string, body: BodyInit, headers: Record<string, string> = {}, query = "") {
  const request = new Request(`http://homing.test/api/hooks/inbound/${token}${query}`, {
    method: "POST",
    body,
    headers: { "content-type": "message/rfc822", ...headers },
  });
  return POST(request, { params: Promise.resolve({ token }) });
}
const kept = (ctx: Ctx) => prisma.inboundMessage.findMany({ where: { workspaceId: ctx.workspaceId } });

test("a raw mail is kept with its envelope before it is acknowledged, and once however often it comes", async () => {
  const ctx = await testWorkspace();
  const token = await tokenOf(ctx);
  const first = await call(token, mail, { "x-envelope-from": "<ada@example.com>" }, "?to=bounces@acme.test");
  expect(first.status).toBe(202);
  const { id, status } = (await first.json()) as { id: string; status: string };
  expect(status).toBe("kept");
  expect(await kept(ctx)).toMatchObject([
    { route: "http", envelopeFrom: "ada@example.com", envelopeTo: "bounces@acme.test", bytes: mail.length },
  ]);
  const again = await call(token, mail, {}, "?to=bounces@acme.test");
  expect([again.status, await again.json()]).toEqual([202, { id, status: "known" }]);
  expect(await kept(ctx)).toHaveLength(1);
  expect((await readInboundSettings(ctx)).lastHookAt).not.toBeNull();
});

test("a bounce by this route finds its message, but only one of the workspace", async () => {
  const ctx = await testWorkspace();
  const { messages } = await sentCampaign(ctx);
  const { id: messageId, email } = messages[0]!;
  const stranger = await testWorkspace();
  const returned = Buffer.from(`Message-ID: <${messageIdLeft(messageId)}@acme.test>\r\n\r\n`);
  const dsn = buildDsn(
    { raw: returned, recipient: email, envelopeFrom: "b@acme.test", receivedAt: new Date() },
    "550 5.1.1 User unknown",
  );
  for (const each of [stranger, ctx]) {
    await call(await tokenOf(each), new Uint8Array(dsn));
    const [inbound] = await kept(each);
    await processInbound(each, { inboundId: inbound!.id });
  }
  expect(await kept(stranger)).toMatchObject([{ kind: "unknown", messageId: null }]);
  expect(await kept(ctx)).toMatchObject([{ kind: "dsn", messageId, foundBy: "message_id" }]);
  expect(
    await prisma.message.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: messageId } },
    }),
  ).toMatchObject({ bounceKind: "hard" });
});

test("a copy of a message of ours is known by its signed Message-ID and is nobody's answer", async () => {
  const ctx = await testWorkspace();
  const { messages } = await sentCampaign(ctx);
  const { id, email } = messages[0]!;
  const copy = (left: string) =>
    `Message-ID: <${left}@acme.test>\r\nFrom: News <news@acme.test>\r\nTo: <${email}>\r\nSubject: Spring\r\n\r\nHello\r\n`;
  const forged = messageIdLeft(id).replace(/^./, (first) => (first === "a" ? "b" : "a"));
  for (const left of [messageIdLeft(id), forged]) {
    await call(await tokenOf(ctx), copy(left));
    for (const inbound of await kept(ctx)) await processInbound(ctx, { inboundId: inbound.id });
  }
  const results = (await kept(ctx)).map(({ result }) => (result as { own?: boolean }).own ?? false);
  expect(results.sort()).toEqual([false, true]);
  expect(await prisma.reply.count({ where: { workspaceId: ctx.workspaceId, messageId: id } })).toBe(0);
});

test("unknown and old tokens, too much, and what is no mail are refused, and nothing is kept", async () => {
  const ctx = await testWorkspace();
  const old = await tokenOf(ctx);
  await rotateInboundHook(ctx);
  const token = await tokenOf(ctx);
  expect(token).not.toBe(old);
  expect((await call(old, mail)).status).toBe(404);
  expect((await call("x".repeat(300), mail)).status).toBe(404);
  expect((await call(token, `${mail}${"x".repeat(1_100_000)}`)).status).toBe(413);
  expect((await call(token, mail, { "content-type": "multipart/form-data; boundary=x" })).status).toBe(422);
  expect((await call(token, '{"not":"a mail"}')).status).toBe(422);
  expect((await call(token, "")).status).toBe(422);
  expect((await call(token, mail, {}, "?from=a%0ab")).status).toBe(422);
  expect(await kept(ctx)).toEqual([]);
});

test("a flood is answered with 429", async () => {
  const ctx = await testWorkspace();
  const token = await tokenOf(ctx);
  const windowStart = new Date(Math.floor(Date.now() / 60_000) * 60_000);
  await prisma.$executeRaw`insert into rate_limit_hit (key, window_start, hits) values (${`inbound-hook:${ctx.workspaceId}`}, ${windowStart}, 600)`;
  expect((await call(token, mail)).status).toBe(429);
});
