import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { hashPassword } from "@/lib/base/auth/passwords";
import { readSession } from "@/lib/base/auth/session";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { startSession } from "@/lib/sign-in/start-session";
import { cookieOf } from "@/tests/support/signed-in";
import { mailsTo, secretIn } from "@/tests/support/system-mail";
import { accountCtx } from "./account-ctx";
import { requestPasswordReset } from "./request-password-reset";
import { resetPassword } from "./reset-password";

const ctx = accountCtx("192.0.2.7");
const password = "correct horse battery";

async function person() {
  const email = `d${randomBytes(6).toString("hex")}@example.com`;
  return prisma.user.create({ data: { id: newId(), email, name: "Dee", passwordHash: await hashPassword(password) } });
}

const disable = (id: string) => prisma.user.update({ where: { id }, data: { disabledAt: new Date() } });

test("a session of a disabled account counts no more", async () => {
  const user = await person();
  const cookie = await cookieOf(user.id);
  expect(await readSession(cookie)).toMatchObject({ user: { id: user.id } });
  await disable(user.id);
  expect(await readSession(cookie)).toBeNull();
});

test("signing in to a disabled account says so only to somebody with its password", async () => {
  const user = await person();
  await disable(user.id);
  expect(await startSession({ email: user.email, password: "wrong" })).toBeNull();
  await expect(startSession({ email: user.email, password })).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("disabled"),
  });
  expect(await prisma.session.count({ where: { userId: user.id } })).toBe(0);
});

test("a disabled account gets no reset mail, and a link from before is worth nothing", async () => {
  const user = await person();
  await requestPasswordReset(ctx, { email: user.email });
  const token = secretIn(await mailsTo(user.email, "reset-password"));
  await disable(user.id);
  await requestPasswordReset(ctx, { email: user.email });
  expect(await mailsTo(user.email, "reset-password"), "only the one from before").toHaveLength(1);
  await expect(resetPassword(ctx, { token, password: "another long password" })).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining("used before or is too old"),
  });
});
