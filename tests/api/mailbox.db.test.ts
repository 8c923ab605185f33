import { beforeAll, expect, test } from "vitest";
import { GET as takeKey } from "@/app/api/app/mailbox/key/route";
import { GET as getRaw } from "@/app/api/app/mailbox/messages/[captureId]/raw/route";
import { GET as getMessage } from "@/app/api/app/mailbox/messages/[captureId]/route";
import { GET as listMessages } from "@/app/api/app/mailbox/messages/route";
import { GET as getSimulator, PUT as putSimulator } from "@/app/api/app/mailbox/simulator/route";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import type { AppRoute } from "@/lib/base/routes/app-route";
import { signToken } from "@/lib/base/security/tokens";
import { mailboxAccess } from "@/lib/run/mailbox/access";
import { newMailboxPath } from "@/lib/run/mailbox/key";
import type { InboxPage, MailDetail } from "@/lib/run/mailbox/schema";
import { testMember, testWorkspace } from "../support/db";
import { cookieOf } from "../support/signed-in";

const base = "http://homing.test";

async function call(route: AppRoute, path: string, init: RequestInit = {}, params: Record<string, string> = {}) {
  return route(new Request(base + path, init), { params: Promise.resolve(params) });
}

async function keyCookie(given?: string): Promise<string> {
  const path = given ?? (await newMailboxPath(prisma, new Date()));
  const response = await call(takeKey, path.replace("/mailbox", "/api/app/mailbox/key"));
  expect(response.status).toBe(303);
  expect(response.headers.get("location")).toBe("/mailbox");
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

async function capture(to: string, subject: string, isSystem = false): Promise<string> {
  const raw = Buffer.from(`To: ${to}\r\nSubject: ${subject}\r\nContent-Type: text/html\r\n\r\n<p>Hello</p>\r\n`);
  const id = newId();
  await prisma.capturedMessage.create({
    data: {
      id,
      envelopeFrom: "news@acme.test",
      envelopeTo: to,
      subject,
      bytes: raw.length,
      raw: new Uint8Array(raw),
      isSystem,
    },
  });
  return id;
}

beforeAll(async () => {
  for (let number = 0; number < 5; number++) await capture(`reader${number}@example.com`, `Mail ${number}`);
});

test("strangers, ordinary members and forged keys see nothing", async () => {
  const ctx = await testWorkspace();
  const member = await testMember(ctx, "owner");
  const forged = `homing.mailbox=${signToken("open", Buffer.from("operator"))}`;
  for (const cookie of [null, await cookieOf(member.userId), forged]) {
    const headers: HeadersInit = cookie ? { cookie } : {};
    for (const route of [listMessages, getSimulator]) {
      expect((await call(route, "/api/app/mailbox/messages", { headers })).status).toBe(401);
    }
  }
  expect(await keyCookie("/mailbox?key=nonsense")).toBe("");
});

test("the operator sees all mail, newest first and page by page", async () => {
  const ctx = await testWorkspace();
  const { userId } = await testMember(ctx, "owner");
  await prisma.user.update({ where: { id: userId }, data: { isOperator: true } });
  const headers = { cookie: await cookieOf(userId) };
  const first = (await (
    await call(listMessages, "/api/app/mailbox/messages?limit=3", { headers })
  ).json()) as InboxPage;
  expect(first.items.map(({ subject }) => subject)).toEqual(["Mail 4", "Mail 3", "Mail 2"]);
  const rest = await call(listMessages, `/api/app/mailbox/messages?limit=3&cursor=${first.nextCursor}`, { headers });
  expect(((await rest.json()) as InboxPage).items.map(({ subject }) => subject)).toEqual(["Mail 1", "Mail 0"]);
});

test("the printed key opens the mailbox; search finds, reading marks as read", async () => {
  const headers = { cookie: await keyCookie() };
  const found = await call(listMessages, "/api/app/mailbox/messages?q=READER3", { headers });
  const [item] = ((await found.json()) as InboxPage).items;
  expect(item).toMatchObject({ to: "reader3@example.com", unread: true });
  const opened = await call(getMessage, "/api/app/mailbox/messages/x", { headers }, { captureId: item!.id });
  const mail = (await opened.json()) as MailDetail;
  expect(mail.frameHtml).toContain("<p>Hello</p>");
  expect(mail.authentication[0]).toMatchObject({ status: "none" });
  const again = (await (
    await call(listMessages, "/api/app/mailbox/messages?q=reader3", { headers })
  ).json()) as InboxPage;
  expect(again.items[0]).toMatchObject({ unread: false });
});

test("an id of nothing is 404, garbage is refused in words", async () => {
  const headers = { cookie: await keyCookie() };
  const path = "/api/app/mailbox/messages/x";
  expect((await call(getMessage, path, { headers }, { captureId: publicId("cap", newId()) })).status).toBe(404);
  expect((await call(getMessage, path, { headers }, { captureId: "x" })).status).toBe(422);
  expect((await call(listMessages, `${path}?cursor=%00`, { headers })).status).toBe(422);
});

test("a guest with the key sees the speed and does not set it", async () => {
  const headers = { cookie: await keyCookie(), "content-type": "application/json" };
  const put = () =>
    call(putSimulator, "/api/app/mailbox/simulator", { method: "PUT", headers, body: '{"speed":"paused"}' });
  const before = await prisma.simulatorSetting.findMany();
  expect((await call(getSimulator, "/api/app/mailbox/simulator", { headers })).status).toBe(200);
  expect((await put()).status).toBe(403);
  expect(await prisma.simulatorSetting.findMany()).toEqual(before);
});

test("the speed is one of four, and changing it moves what is still to come", async () => {
  const { userId } = await testMember(await testWorkspace(), "owner");
  await prisma.user.update({ where: { id: userId }, data: { isOperator: true } });
  const headers = { cookie: await cookieOf(userId), "content-type": "application/json" };
  const captured = await capture("later@example.com", "Later");
  const id = newId();
  const dueAt = new Date(Date.now() + 8 * 3_600_000);
  await prisma.simulatorAction.create({
    data: {
      id,
      capturedMessageId: captured,
      recipient: "later@example.com",
      kind: "open",
      dueAt,
      detail: { wait: 0.5 },
    },
  });
  const put = (speed: string) =>
    call(putSimulator, "/api/app/mailbox/simulator", { method: "PUT", headers, body: JSON.stringify({ speed }) });
  expect((await put("warp")).status).toBe(422);
  expect(await (await put("instant")).json()).toMatchObject({ speed: "instant", pending: 1 });
  const moved = await prisma.simulatorAction.findUniqueOrThrow({ where: { id } });
  expect(moved.dueAt.getTime()).toBeLessThan(Date.now() + 60_000);
});

test("the key opens a session of hours, ends with the next start, and a wrong one is noted", async () => {
  const path = await newMailboxPath(prisma, new Date());
  const cookie = await keyCookie(path);
  const read = async (at: number) => mailboxAccess(cookie, new Date(at));
  expect(await read(Date.now())).not.toBe("closed");
  expect(await read(Date.now() + 8 * 3_600_000 + 1000)).toBe("closed");
  await newMailboxPath(prisma, new Date());
  expect(await keyCookie(path)).toBe("");
  const refused = await prisma.securityEvent.findMany({ where: { kind: "mailbox-key.refused" } });
  expect(JSON.stringify(refused)).not.toContain(path.split("=")[1]);
  expect(refused.length).toBeGreaterThan(0);
});

test("once there is an owner the key never opens the product's own mail; before, it may do all", async () => {
  const id = await capture("owner@example.com", "Reset your password", true);
  const guest = { cookie: await keyCookie() };
  const { userId } = await testMember(await testWorkspace(), "owner");
  const search = "/api/app/mailbox/messages?q=Reset your password";
  const found = async (headers: HeadersInit) =>
    ((await (await call(listMessages, search, { headers })).json()) as InboxPage).items.length;
  const params = { captureId: publicId("cap", id) };
  expect(await found(guest)).toBe(0);
  for (const route of [getMessage, getRaw]) {
    expect((await call(route, "/api/app/mailbox/messages/x", { headers: guest }, params)).status).toBe(404);
  }
  await prisma.user.update({ where: { id: userId }, data: { isOperator: true } });
  const operator = { cookie: await cookieOf(userId) };
  expect(await found(operator)).toBe(1);
  expect((await call(getRaw, "/api/app/mailbox/messages/x", { headers: operator }, params)).status).toBe(200);
  // Without an owner somebody must be able to read the first mails.
  await prisma.member.deleteMany();
  await prisma.user.deleteMany();
  expect(await found(guest)).toBe(1);
  const headers = { ...guest, "content-type": "application/json" };
  const init = { method: "PUT", headers, body: '{"speed":"fast"}' };
  expect((await call(putSimulator, "/api/app/mailbox/simulator", init)).status).toBe(200);
});
