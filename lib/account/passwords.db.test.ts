import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { hashPassword, passwordMatches } from "@/lib/base/auth/passwords";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { startSession } from "@/lib/sign-in/start-session";
import { mailsTo, secretIn } from "@/tests/support/system-mail";
import { accountCtx } from "./account-ctx";
import { changePassword } from "./change-password";
import { requestPasswordReset } from "./request-password-reset";
import { resetPassword } from "./reset-password";
import { revokeSession } from "./revoke-sessions";

const ctx = accountCtx("192.0.2.2");
const password = "correct horse battery";

async function person() {
  const email = `p${randomBytes(6).toString("hex")}@example.com`;
  return prisma.user.create({
    data: { id: newId(), email, name: "Pat", passwordHash: await hashPassword(password) },
  });
}

async function signedIn(email: string) {
  const started = await startSession({ email, password });
  if (!started || "secondStep" in started) throw new Error("could not sign in");
  return prisma.session.findUniqueOrThrow({ where: { id: started.sessionId } });
}

const openSessions = (userId: string) => prisma.session.count({ where: { userId, revokedAt: null } });

test("a reset works once, ends every session and confirms the address", async () => {
  const user = await person();
  await signedIn(user.email);
  await requestPasswordReset(ctx, { email: user.email.toUpperCase() });
  const token = secretIn(await mailsTo(user.email, "reset-password"));
  await resetPassword(ctx, { token, password: "another long password" });

  const after = await prisma.user.findUniqueOrThrow({ where: { id: user.id } });
  expect(await passwordMatches(after.passwordHash, "another long password")).toBe(true);
  expect(after.emailVerifiedAt).not.toBeNull();
  expect(await openSessions(user.id)).toBe(0);
  await expect(resetPassword(ctx, { token, password: "a third long password" })).rejects.toMatchObject({
    code: "invalid",
  });
});

test("a stranger's address gets the same answer and no mail", async () => {
  expect(await requestPasswordReset(ctx, { email: "nobody@example.com" })).toBeUndefined();
  expect(await mailsTo("nobody@example.com", "reset-password")).toEqual([]);
});

test("a newer link, an hour, and another purpose each make a link worthless", async () => {
  const user = await person();
  await requestPasswordReset(ctx, { email: user.email });
  const older = secretIn(await mailsTo(user.email, "reset-password"));
  await requestPasswordReset(ctx, { email: user.email });
  const token = secretIn(await mailsTo(user.email, "reset-password"));
  const fresh = { token, password: "another long password" };

  await expect(resetPassword(ctx, { ...fresh, token: older })).rejects.toMatchObject({ code: "invalid" });
  const later = { ...ctx, now: () => new Date(Date.now() + 61 * 60_000) };
  await expect(resetPassword(later, fresh)).rejects.toMatchObject({ code: "invalid" });
  await prisma.authToken.updateMany({ where: { userId: user.id }, data: { purpose: "email_verification" } });
  await expect(resetPassword(ctx, fresh)).rejects.toMatchObject({ code: "invalid" });
});

test("a link is asked for five times an hour at most", async () => {
  const user = await person();
  for (let times = 0; times < 5; times++) await requestPasswordReset(ctx, { email: user.email });
  await expect(requestPasswordReset(ctx, { email: user.email })).rejects.toMatchObject({ code: "rate_limited" });
});

test("changing the password needs the old one and keeps only this session", async () => {
  const user = await person();
  const session = await signedIn(user.email);
  await signedIn(user.email);
  const wrong = changePassword(ctx, { user, session }, { currentPassword: "no", newPassword: "another long password" });
  await expect(wrong).rejects.toMatchObject({ code: "invalid", fields: { currentPassword: expect.any(String) } });
  expect(await openSessions(user.id)).toBe(2);

  const change = { currentPassword: password, newPassword: "another long password" };
  expect(await changePassword(ctx, { user, session }, change)).toEqual({ sessionsEnded: 1 });
  expect(await prisma.session.findMany({ where: { userId: user.id, revokedAt: null } })).toMatchObject([
    { id: session.id },
  ]);
});

test("nobody ends somebody else's session", async () => {
  const [own, other] = [await person(), await person()];
  const session = await signedIn(other.email);
  await expect(revokeSession(ctx, own.id, session.id)).rejects.toMatchObject({ code: "not_found" });
  expect(await openSessions(other.id)).toBe(1);
});

test("ending one of the own sessions is written down, once", async () => {
  const user = await person();
  const session = await signedIn(user.email);
  for (let times = 0; times < 2; times++) await revokeSession(ctx, user.id, session.id);
  const rows = await prisma.securityEvent.findMany({ where: { userId: user.id, kind: "session.ended" } });
  expect(rows).toMatchObject([{ email: user.email }]);
  expect(await openSessions(user.id)).toBe(0);
});

test("a common password is refused with a word, and the link still works", async () => {
  const user = await person();
  await requestPasswordReset(ctx, { email: user.email });
  const token = secretIn(await mailsTo(user.email, "reset-password"));
  for (const weak of ["password12345", `${user.email}!`, "Homing-2026-2026"]) {
    await expect(resetPassword(ctx, { token, password: weak })).rejects.toMatchObject({
      code: "invalid",
      fields: { password: expect.stringContaining("Choose other words") },
    });
  }
  await resetPassword(ctx, { token, password: "another long password" });
});
