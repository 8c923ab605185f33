import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, test, vi } from "vitest";

vi.hoisted(() => {
  // Passkeys need https; the settings are read at first use.
  process.env.APP_URL = "https://homing.test";
});

import { accountCtx } from "@/lib/account/account-ctx";
import { resetPassword } from "@/lib/account/reset-password";
import { hashPassword } from "@/lib/base/auth/passwords";
import { secondStepCookie } from "@/lib/base/auth/session-cookie";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { startSession } from "@/lib/sign-in/start-session";
import { Authenticator } from "@/tests/support/authenticator";
import { mailsTo } from "@/tests/support/system-mail";
import { challengeLifetimeMs } from "./challenges";
import { passkeyQuestion } from "./passkey-answers";
import { maxTries, passSecondStep, pendingLifetimeMs } from "./pending-sign-in";
import { findFactors } from "./queries";
import { passkeyToMake, registerPasskey } from "./register-passkey";
import { removePasskey, removeTotp, renamePasskey } from "./remove-factor";
import { renewRecoveryCodes } from "./renew-recovery-codes";
import { FactorProof } from "./schema";
import { beginTotp, confirmTotp, takeTotpCode } from "./set-up-totp";
import { signInWithPasskey } from "./sign-in-with-passkey";
import { totpCode } from "./totp";

const password = "correct horse battery staple";
const minute = 60_000;
let ipCount = 0;
let at = new Date();
let ctx = accountCtx();

beforeEach(() => {
  at = new Date();
  ctx = { ...accountCtx(`192.0.2.${(ipCount++ % 250) + 1}`), now: () => at };
});

const later = (ms: number) => {
  at = new Date(at.getTime() + ms);
};

async function owner() {
  const email = `f${randomBytes(6).toString("hex")}@example.com`;
  const data = { id: newId(), email, name: "Fay", passwordHash: await hashPassword(password) };
  const user = await prisma.user.create({ data });
  const session = await prisma.session.create({
    data: { id: newId(), userId: user.id, expiresAt: new Date(Date.now() + 86_400_000) },
  });
  return { user, session };
}
type Owner = Awaited<ReturnType<typeof owner>>;

async function withTotp(who: Owner): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = await beginTotp(ctx, who);
  const { recoveryCodes } = await confirmTotp(ctx, who, { code: totpCode(secret, at) });
  later(minute);
  return { secret, recoveryCodes: recoveryCodes ?? [] };
}

async function withPasskey(who: Owner, name = "Laptop"): Promise<Authenticator> {
  const device = new Authenticator();
  const { challenge } = await passkeyToMake(ctx, who);
  await registerPasskey(ctx, who, { name, answer: device.make({ challenge }) });
  return device;
}

/** The Cookie header of a browser whose password was right. */
async function half(user: { email: string }): Promise<string> {
  const started = await startSession({ email: user.email, password, ip: ctx.ip });
  if (!started || !("secondStep" in started)) throw new Error("no second step was asked for");
  return `${secondStepCookie()}=${started.secondStep}`;
}

const openSessions = (userId: string) => prisma.session.count({ where: { userId, revokedAt: null } });
const kinds = async (userId: string) =>
  (await prisma.securityEvent.findMany({ where: { userId }, orderBy: { id: "asc" } })).map(({ kind }) => kind);

describe("authenticator app", () => {
  test("protects nothing before its first code; then sign-in asks, other sessions end, codes are given, a mail goes", async () => {
    const who = await owner();
    const other = await owner();
    await prisma.session.create({ data: { id: newId(), userId: who.user.id, expiresAt: new Date(Date.now() + 9e6) } });
    const { secret } = await beginTotp(ctx, who);
    expect(JSON.stringify(await prisma.totpSecret.findMany())).not.toContain(secret);
    expect(await startSession({ email: who.user.email, password })).toHaveProperty("sessionId");
    const wrong = confirmTotp(ctx, who, { code: totpCode(secret, new Date(at.getTime() + 10 * minute)) });
    await expect(wrong).rejects.toMatchObject({ code: "invalid", fields: { code: expect.any(String) } });
    const { recoveryCodes } = await confirmTotp(ctx, who, { code: ` ${totpCode(secret, at).replace(/^.../, "$& ")} ` });
    expect(recoveryCodes).toHaveLength(10);
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await prisma.session.findMany({ where: { userId: who.user.id, revokedAt: null } })).toMatchObject([
      { id: who.session.id },
    ]);
    expect(await openSessions(other.user.id)).toBe(1);
    expect(await mailsTo(who.user.email, "factor-notice")).toHaveLength(1);
    expect(await kinds(who.user.id)).toContain("factor.added");
    await expect(beginTotp(ctx, who)).rejects.toMatchObject({ code: "conflict" });
    expect(await startSession({ email: who.user.email, password })).toHaveProperty("secondStep");
  });

  test("a code counts once, also for two calls at once, and none that is older afterwards; one step of drift is let by", async () => {
    const { user, session } = await owner();
    const { secret } = await withTotp({ user, session });
    const step = (steps: number) => totpCode(secret, new Date(at.getTime() + steps * 30_000));
    expect(await takeTotpCode(ctx, user.id, step(-2))).toBe(false);
    expect(await takeTotpCode(ctx, user.id, step(2))).toBe(false);
    const both = await Promise.all([1, 2, 3, 4].map(() => takeTotpCode(ctx, user.id, step(0))));
    expect(both.filter(Boolean)).toHaveLength(1);
    expect(await takeTotpCode(ctx, user.id, step(-1))).toBe(false);
    expect(await takeTotpCode(ctx, user.id, step(1))).toBe(true);
    expect(await takeTotpCode(ctx, user.id, step(1))).toBe(false);
  });
});

describe("the second step", () => {
  test("a right password alone is no session; the factor makes one, once", async () => {
    const who = await owner();
    const { secret } = await withTotp(who);
    const before = await openSessions(who.user.id);
    const cookie = await half(who.user);
    expect(await openSessions(who.user.id)).toBe(before);
    const proof = FactorProof.parse({ code: totpCode(secret, at) });
    const opened = await passSecondStep(ctx, cookie, proof, "Test browser");
    expect(opened).toMatchObject({ userId: who.user.id });
    expect(await openSessions(who.user.id)).toBe(before + 1);
    await expect(passSecondStep(ctx, cookie, proof)).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await kinds(who.user.id)).toContain("sign-in.succeeded");
  });

  test("needs the cookie of that browser, in time, and counts the tries also of calls at once", async () => {
    const who = await owner();
    const { secret, recoveryCodes } = await withTotp(who);
    const right = FactorProof.parse({ recoveryCode: recoveryCodes[0] });
    for (const cookie of [null, "", `${secondStepCookie()}=${"a".repeat(43)}`, `homing.session=x`]) {
      await expect(passSecondStep(ctx, cookie, right)).rejects.toMatchObject({ code: "unauthenticated" });
    }
    const old = await half(who.user);
    later(pendingLifetimeMs);
    await expect(passSecondStep(ctx, old, right)).rejects.toMatchObject({ code: "unauthenticated" });
    at = new Date();
    const tired = await half(who.user);
    const wrong = FactorProof.parse({ code: totpCode(secret, new Date(at.getTime() + 20 * minute)) });
    const many = await Promise.allSettled(Array.from({ length: 12 }, () => passSecondStep(ctx, tired, wrong)));
    expect(many.filter(({ status }) => status === "fulfilled").length, JSON.stringify(many)).toBe(maxTries);
    await expect(passSecondStep(ctx, tired, right)).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await mailsTo(who.user.email, "factor-notice")).not.toHaveLength(1);
    expect(await passSecondStep(ctx, await half(who.user), right)).not.toBeNull();
  });

  test("guessing codes has an end, and the person still comes in with another factor", async () => {
    const who = await owner();
    const { secret, recoveryCodes } = await withTotp(who);
    const wrong = FactorProof.parse({ code: totpCode(secret, new Date(at.getTime() + 20 * minute)) });
    let tries = 0;
    const guess = async () => {
      const cookie = await half(who.user);
      for (let i = 0; i < 4; i++, tries++) await passSecondStep(ctx, cookie, wrong);
    };
    await expect(
      (async () => {
        for (;;) await guess();
      })(),
    ).rejects.toMatchObject({ code: "rate_limited" });
    expect(tries).toBeLessThanOrEqual(10);
    const throttled = { userId: who.user.id, kind: "second-factor.throttled" };
    expect(await prisma.securityEvent.count({ where: throttled })).toBe(1);
    const recovery = FactorProof.parse({ recoveryCode: recoveryCodes[3]?.toUpperCase() });
    expect(await passSecondStep(ctx, await half(who.user), recovery)).not.toBeNull();
  });

  test("a sign-in that waits ends with the password it began with", async () => {
    const who = await owner();
    const { recoveryCodes } = await withTotp(who);
    const cookie = await half(who.user);
    const { issueAuthToken } = await import("@/lib/account/auth-tokens");
    const token = await issueAuthToken(ctx, "password_reset", who.user);
    await resetPassword(ctx, { token, password: "a wholly different long phrase" });
    const proof = FactorProof.parse({ recoveryCode: recoveryCodes[0] });
    await expect(passSecondStep(ctx, cookie, proof)).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await findFactors(ctx, who.user.id)).recoveryCodesLeft).toBe(10);
  });
});

describe("recovery codes", () => {
  test("are kept as hashes, work once, also for calls at once, and the person hears of it", async () => {
    const who = await owner();
    const { recoveryCodes } = await withTotp(who);
    const stored = JSON.stringify(await prisma.recoveryCode.findMany({ where: { userId: who.user.id } }));
    for (const code of recoveryCodes) expect(stored).not.toContain(code.replaceAll("-", ""));
    const proof = FactorProof.parse({ recoveryCode: recoveryCodes[0] });
    const cookies = [await half(who.user), await half(who.user), await half(who.user)];
    const all = await Promise.allSettled(cookies.map((cookie) => passSecondStep(ctx, cookie, proof)));
    expect(all.filter((one) => one.status === "fulfilled" && one.value !== null)).toHaveLength(1);
    expect((await findFactors(ctx, who.user.id)).recoveryCodesLeft).toBe(9);
    expect(await kinds(who.user.id)).toContain("recovery-code.used");
  });

  test("new ones replace the old; somebody else's are worth nothing; without a factor there are none", async () => {
    const [who, other] = [await owner(), await owner()];
    await expect(renewRecoveryCodes(ctx, who)).rejects.toMatchObject({ code: "conflict" });
    const { recoveryCodes: old } = await withTotp(who);
    const { recoveryCodes: theirs } = await withTotp(other);
    const { recoveryCodes: fresh } = await renewRecoveryCodes(ctx, who);
    const cookie = await half(who.user);
    for (const code of [old[0], theirs[0]]) {
      expect(await passSecondStep(ctx, cookie, FactorProof.parse({ recoveryCode: code }))).toBeNull();
    }
    expect(await passSecondStep(ctx, cookie, FactorProof.parse({ recoveryCode: fresh[9] }))).not.toBeNull();
  });
});

describe("passkeys", () => {
  const handle = (id: string) => Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");
  const ask = async () => (await passkeyQuestion(ctx, { purpose: "sign-in", boundTo: "" })).challenge;

  test("sign in alone: each challenge counts once, the counter must rise, and the person must be verified", async () => {
    const who = await owner();
    const device = await withPasskey(who);
    const challenge = await ask();
    const answer = device.answer({ challenge, userHandle: handle(who.user.id) });
    const many = await Promise.all([1, 2, 3].map(() => signInWithPasskey(ctx, answer)));
    expect(many.filter(Boolean)).toHaveLength(1);
    expect(await signInWithPasskey(ctx, answer)).toBeNull();
    expect(await signInWithPasskey(ctx, device.answer({ challenge: await ask(), verified: false }))).toBeNull();
    device.counter = 0;
    expect(await signInWithPasskey(ctx, device.answer({ challenge: await ask() }))).toBeNull();
    expect(await kinds(who.user.id)).toContain("passkey.refused");
    device.counter = 50;
    expect(await signInWithPasskey(ctx, device.answer({ challenge: await ask() }))).not.toBeNull();
  });

  test.each([
    ["another origin", { origin: "https://homing.test.evil.example" }],
    ["the same name without TLS", { origin: "http://homing.test" }],
    ["another host", { rpId: "evil.example" }],
    ["a challenge of its own", { challenge: Buffer.alloc(32, 7).toString("base64url") }],
    ["somebody else's handle", { userHandle: Buffer.alloc(16, 1).toString("base64url") }],
  ])("are refused with %s", async (_words, wrong) => {
    const device = await withPasskey(await owner());
    expect(await signInWithPasskey(ctx, device.answer({ challenge: await ask(), ...wrong }))).toBeNull();
    expect(await signInWithPasskey(ctx, device.answer({ challenge: await ask() }))).not.toBeNull();
  });

  test("an old challenge, and one made for something else, are refused", async () => {
    const who = await owner();
    const device = await withPasskey(who);
    const old = await ask();
    later(challengeLifetimeMs);
    expect(await signInWithPasskey(ctx, device.answer({ challenge: old }))).toBeNull();
    const { challenge } = await passkeyQuestion(ctx, { purpose: "step-up", boundTo: who.session.id }, who.user.id);
    expect(await signInWithPasskey(ctx, device.answer({ challenge }))).toBeNull();
  });

  test("as the second step only one's own counts, for the sign-in that asked", async () => {
    const [who, other] = [await owner(), await owner()];
    const [device, theirs] = [await withPasskey(who), await withPasskey(other)];
    const cookie = await half(who.user);
    const pending = await prisma.pendingSignIn.findFirstOrThrow({ where: { userId: who.user.id } });
    const question = { purpose: "second-step" as const, boundTo: pending.id };
    const challenge = async () => (await passkeyQuestion(ctx, question, who.user.id)).challenge;
    const pass = async (answer: object) => passSecondStep(ctx, cookie, FactorProof.parse({ passkey: answer }));
    expect(await pass(theirs.answer({ challenge: await challenge() }))).toBeNull();
    expect(await pass(device.answer({ challenge: await ask() }))).toBeNull();
    expect(await pass(device.answer({ challenge: await challenge() }))).toMatchObject({ userId: who.user.id });
  });

  test("are made for one session's challenge, verified, once; several, renamed and removed only by their owner", async () => {
    const [who, other] = [await owner(), await owner()];
    const device = new Authenticator();
    const { challenge } = await passkeyToMake(ctx, who);
    const stolen = registerPasskey(ctx, other, { name: "Mine now", answer: device.make({ challenge }) });
    await expect(stolen).rejects.toMatchObject({ code: "invalid" });
    const unverified = (await passkeyToMake(ctx, who)).challenge;
    const weak = registerPasskey(ctx, who, {
      name: "Weak",
      answer: device.make({ challenge: unverified, verified: false }),
    });
    await expect(weak).rejects.toMatchObject({ code: "invalid" });
    const elsewhere = (await passkeyToMake(ctx, who)).challenge;
    const phished = device.make({ challenge: elsewhere, origin: "https://evil.example" });
    await expect(registerPasskey(ctx, who, { name: "Phish", answer: phished })).rejects.toMatchObject({
      code: "invalid",
    });
    const good = device.make({ challenge });
    expect((await registerPasskey(ctx, who, { name: "Key", answer: good })).recoveryCodes).toHaveLength(10);
    await expect(registerPasskey(ctx, who, { name: "Key", answer: good })).rejects.toMatchObject({ code: "invalid" });
    const again = device.make({ challenge: (await passkeyToMake(ctx, other)).challenge });
    await expect(registerPasskey(ctx, other, { name: "Key", answer: again })).rejects.toMatchObject({
      code: "conflict",
    });
    await withPasskey(who, "Phone");
    const [row] = await prisma.passkey.findMany({ where: { userId: who.user.id } });
    const passkeyId = publicId("psk", row!.id);
    await expect(renamePasskey(ctx, other, { passkeyId, name: "X" })).rejects.toMatchObject({ code: "not_found" });
    await expect(removePasskey(ctx, other, { passkeyId })).rejects.toMatchObject({ code: "not_found" });
    await renamePasskey(ctx, who, { passkeyId, name: "Blue key" });
    expect((await findFactors(ctx, who.user.id)).passkeys.map(({ name }) => name).sort()).toContain("Blue key");
    await removePasskey(ctx, who, { passkeyId });
    expect((await prisma.user.findUniqueOrThrow({ where: { id: who.user.id } })).secondFactorAt).not.toBeNull();
  });
});

test("with the last factor the second step goes, whichever of two removals at once comes last", async () => {
  const who = await owner();
  await withTotp(who);
  await withPasskey(who);
  const [row] = await prisma.passkey.findMany({ where: { userId: who.user.id } });
  await Promise.all([removeTotp(ctx, who), removePasskey(ctx, who, { passkeyId: publicId("psk", row!.id) })]);
  expect((await prisma.user.findUniqueOrThrow({ where: { id: who.user.id } })).secondFactorAt).toBeNull();
  expect(await prisma.recoveryCode.count({ where: { userId: who.user.id } })).toBe(0);
  expect(await startSession({ email: who.user.email, password })).toHaveProperty("sessionId");
});
