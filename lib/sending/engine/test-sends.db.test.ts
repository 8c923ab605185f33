import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { MemoryTransport } from "@/lib/mail/transports/memory";
import { testTransport } from "@/lib/sending/tests/test-transport";
import { ensureDefaultSending } from "@/lib/sending/transports/ensure-default-sending";
import { claimNames } from "@/tests/support/claim-names";
import { testMember, testWorkspace } from "@/tests/support/db";
import { testLimits } from "./test-limits";

/** An admin with a transport that follows the installation's settings, and a sender at a domain of this status. */
async function admin(status: "verified" | "pending", kind: "smtp" | "mailbox" = "smtp") {
  const system = await testWorkspace();
  await ensureDefaultSending(system);
  await prisma.sender.deleteMany({ where: { workspaceId: system.workspaceId } });
  const key = () => ({ workspaceId: system.workspaceId, id: newId() });
  const name = `t${newId().slice(-10)}.acme-mail.com`;
  const domain = await prisma.sendingDomain.create({ data: { ...key(), name, status, returnPathHost: name } });
  await claimNames(system.workspaceId);
  const email = `ceo@${name}`;
  await prisma.sender.create({ data: { ...key(), name: "Boss", email, domainId: domain.id, isDefault: true } });
  const row = await prisma.transport.create({ data: { ...key(), name: "Server", kind } });
  return { ctx: await testMember(system, "admin"), transportId: row.id, email, name };
}

const grant = (ctx: Ctx) =>
  prisma.workspace.update({ where: { id: ctx.workspaceId }, data: { mayUseInstallationTransport: true } });

async function attempt(ctx: Ctx, transportId: string, to = "victim@elsewhere.com") {
  const peer = new MemoryTransport();
  const answer = await testTransport(ctx, { transportId, to }, () => peer).catch((error: Error) => error);
  return { answer, sent: peer.messages.length };
}

test("a transport's test does not leave from a domain that is not verified", async () => {
  const { ctx, transportId, name } = await admin("pending");
  await grant(ctx);
  const { answer, sent } = await attempt(ctx, transportId);
  expect(sent).toBe(0);
  expect(answer).toMatchObject({ code: "invalid", message: expect.stringContaining(`${name} is not verified`) });
});

test("a transport's test does not leave by the installation's server without the operator's leave", async () => {
  const { ctx, transportId } = await admin("verified");
  const refused = await attempt(ctx, transportId);
  expect(refused.sent).toBe(0);
  expect(refused.answer).toMatchObject({ code: "invalid", message: expect.stringContaining("Ask the operator") });
  await grant(ctx);
  expect(await attempt(ctx, transportId)).toMatchObject({ sent: 1, answer: { accepted: true } });
});

test("a test comes from a sender that may, when the default one may not", async () => {
  const { ctx, transportId } = await admin("pending");
  await grant(ctx);
  const key = () => ({ workspaceId: ctx.workspaceId, id: newId() });
  const name = `v${newId().slice(-10)}.acme-mail.com`;
  const domain = await prisma.sendingDomain.create({
    data: { ...key(), name, status: "verified", returnPathHost: name },
  });
  await claimNames(ctx.workspaceId);
  await prisma.sender.create({ data: { ...key(), name: "News", email: `news@${name}`, domainId: domain.id } });
  const peer = new MemoryTransport();
  await testTransport(ctx, { transportId, to: "a@elsewhere.com" }, () => peer);
  expect(peer.messages[0]!.raw.toString()).toMatch(new RegExp(`^From: News <news@${name}>`, "m"));
  const [audit] = await prisma.auditEntry.findMany({
    where: { workspaceId: ctx.workspaceId, action: "transport.tested" },
  });
  expect(audit).toMatchObject({ actorId: ctx.userId, after: { to: "a@elsewhere.com", accepted: true } });
});

test("one recipient gets so many tests an hour from the whole installation, also with a plus sign", async () => {
  const [one, other] = [await admin("verified", "mailbox"), await admin("verified", "mailbox")];
  const box = `victim${newId().slice(-10)}`;
  for (let count = 0; count < testLimits.recipient; count++) {
    const { ctx, transportId } = count % 2 === 0 ? one : other;
    expect(await attempt(ctx, transportId, `${box}+${count}@elsewhere.com`)).toMatchObject({ sent: 1 });
  }
  const { answer, sent } = await attempt(one.ctx, one.transportId, `${box}@elsewhere.com`);
  expect(sent).toBe(0);
  expect(answer).toMatchObject({
    code: "rate_limited",
    message: expect.stringContaining(`${box}@elsewhere.com was sent`),
  });
  expect(await attempt(one.ctx, one.transportId, "somebody-else@elsewhere.com")).toMatchObject({ sent: 1 });
});

test("one account sends so many tests an hour, in all its workspaces together", async () => {
  const [one, other] = [await admin("verified", "mailbox"), await admin("verified", "mailbox")];
  const memberId = newId();
  const { userId } = one.ctx;
  await prisma.member.create({ data: { workspaceId: other.ctx.workspaceId, id: memberId, userId, role: "admin" } });
  const there: Ctx = { ...other.ctx, actor: { type: "member", userId, memberId, role: "admin", name: "The admin" } };
  for (let count = 0; count < testLimits.account; count++) {
    const ctx = count % 2 === 0 ? one.ctx : there;
    const { transportId } = count % 2 === 0 ? one : other;
    expect(await attempt(ctx, transportId, `r${count}.${userId}@elsewhere.com`)).toMatchObject({ sent: 1 });
  }
  expect(await attempt(there, other.transportId)).toMatchObject({
    sent: 0,
    answer: { code: "rate_limited", message: expect.stringContaining("You have sent") },
  });
  const colleague = await testMember(other.ctx, "admin");
  expect(await attempt(colleague, other.transportId, `c.${userId}@elsewhere.com`)).toMatchObject({ sent: 1 });
});

test("nobody uses up what somebody may send to their own address", async () => {
  const { ctx, transportId } = await admin("verified", "mailbox");
  await prisma.rateLimitHit.create({
    data: {
      key: `test-to:${ctx.email}`,
      windowStart: new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000),
      hits: 1000,
    },
  });
  expect(await attempt(ctx, transportId, ctx.email)).toMatchObject({ sent: 1 });
  const stranger = await admin("verified", "mailbox");
  expect(await attempt(stranger.ctx, stranger.transportId, ctx.email)).toMatchObject({ sent: 0 });
});
