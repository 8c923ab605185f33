import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { memberContext } from "@/lib/base/auth/member-context";
import { hashPassword } from "@/lib/base/auth/passwords";
import { readSession } from "@/lib/base/auth/session";
import { sessionCookieHeader } from "@/lib/base/auth/session-cookie";
import { freshForMs, isFresh } from "@/lib/base/auth/step-up";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { setSecondFactorPolicy } from "@/lib/workspaces/set-second-factor-policy";
import { testMember, testWorkspace } from "@/tests/support/db";
import { cookieOf } from "@/tests/support/signed-in";
import { accountCtx } from "./account-ctx";
import { beginTotp, confirmTotp } from "./factors/set-up-totp";
import { totpCode } from "./factors/totp";
import { stepUp } from "./step-up";

const ctx = accountCtx("192.0.2.77");
const password = "correct horse battery staple";

async function signedIn() {
  const email = `s${randomBytes(6).toString("hex")}@example.com`;
  const data = { id: newId(), email, name: "Sam", passwordHash: await hashPassword(password) };
  const { id } = await prisma.user.create({ data });
  const cookie = await cookieOf(id);
  await prisma.session.updateMany({ where: { userId: id }, data: { authenticatedAt: new Date(0) } });
  return { cookie, who: (await readSession(cookie))! };
}

test("the password makes the session fresh under a new id; the old cookie ends; freshness runs out", async () => {
  const { cookie, who } = await signedIn();
  expect(isFresh(who.session)).toBe(false);
  await expect(stepUp(ctx, who, { password: "wrong" })).rejects.toMatchObject({
    fields: { password: expect.any(String) },
  });
  const opened = await stepUp(ctx, who, { password });
  expect(opened.sessionId).not.toBe(who.session.id);
  expect(await readSession(cookie)).toBeNull();
  const renewed = await readSession((await sessionCookieHeader(opened)).split(";")[0] ?? "");
  expect(renewed?.session.id).toBe(opened.sessionId);
  expect(isFresh(renewed!.session)).toBe(true);
  expect(isFresh(renewed!.session, new Date(Date.now() + freshForMs))).toBe(false);
  await expect(stepUp(ctx, who, { password })).rejects.toMatchObject({ code: "unauthenticated" });
});

test("of two confirmations at once one session comes out", async () => {
  const { who } = await signedIn();
  const both = await Promise.allSettled([stepUp(ctx, who, { password }), stepUp(ctx, who, { password })]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await prisma.session.count({ where: { userId: who.user.id, revokedAt: null } })).toBe(1);
});

test("with a second factor the password does not confirm, a code does", async () => {
  const { cookie, who } = await signedIn();
  const { secret } = await beginTotp(ctx, who);
  await confirmTotp(ctx, who, { code: totpCode(secret, new Date(Date.now() - 30_000)) });
  const now = (await readSession(cookie))!;
  await expect(stepUp(ctx, now, { password })).rejects.toMatchObject({ code: "invalid" });
  expect(await stepUp(ctx, now, { code: totpCode(secret, new Date()) })).toHaveProperty("sessionId");
});

test("guesses have an end", async () => {
  const { who } = await signedIn();
  for (let i = 0; i < 10; i++)
    await expect(stepUp(ctx, who, { password: "no" })).rejects.toMatchObject({ code: "invalid" });
  for (let times = 0; times < 2; times++) {
    await expect(stepUp(ctx, who, { password })).rejects.toMatchObject({ code: "rate_limited" });
  }
  const throttled = { userId: who.user.id, kind: "step-up.throttled" };
  expect(await prisma.securityEvent.count({ where: throttled })).toBe(1);
});

test("a workspace that asks for a second factor is shut to members without one, after the days it gives", async () => {
  const workspace = await testWorkspace();
  const owner = await testMember(workspace, "owner");
  const marketer = await testMember(workspace, "marketer");
  const analyst = await testMember(workspace, "analyst");
  const { slug } = await prisma.workspace.findUniqueOrThrow({ where: { id: workspace.workspaceId } });
  await expect(setSecondFactorPolicy(analyst, { required: true })).rejects.toMatchObject({ code: "forbidden" });
  await expect(setSecondFactorPolicy(owner, { required: true })).rejects.toMatchObject({ code: "conflict" });
  await prisma.user.update({ where: { id: owner.userId }, data: { secondFactorAt: new Date() } });
  const user = () => prisma.user.findUniqueOrThrow({ where: { id: marketer.userId } });
  await setSecondFactorPolicy(owner, { required: true, graceDays: 7 });
  await expect(memberContext(await user(), slug)).resolves.toHaveProperty("ctx");
  await setSecondFactorPolicy(owner, { required: true, graceDays: 0 });
  await expect(memberContext(await user(), slug)).rejects.toMatchObject({ code: "second_factor_required" });
  await expect(memberContext(await user(), "another")).rejects.toMatchObject({ code: "not_found" });
  await prisma.user.update({ where: { id: marketer.userId }, data: { secondFactorAt: new Date() } });
  await expect(memberContext(await user(), slug)).resolves.toHaveProperty("ctx");
  await setSecondFactorPolicy(owner, { required: false });
  expect(await prisma.auditEntry.count({ where: { workspaceId: workspace.workspaceId } })).toBe(3);
});
