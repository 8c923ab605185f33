import { randomBytes } from "node:crypto";
import { expect, test, vi } from "vitest";
import { accountCtx } from "@/lib/account/account-ctx";
import { signInWithPasskey } from "@/lib/account/factors/sign-in-with-passkey";
import { verifyEmail } from "@/lib/account/verify-email";
import { prisma } from "@/lib/base/db/client";
import { startSession } from "@/lib/sign-in/start-session";
import { hashPassword } from "./passwords";

const password = "a long and right password";
const passwordHash = await hashPassword(password);
const freshIp = () => `2001:${randomBytes(2).toString("hex")}:${randomBytes(2).toString("hex")}:3::1`;

async function account(more: { disabledAt?: Date; secondFactorAt?: Date; isOperator?: boolean } = {}) {
  const id = crypto.randomUUID();
  return prisma.user.create({ data: { id, email: `${id}@example.com`, name: "N", passwordHash, ...more } });
}

const logOf = (userId: string) =>
  prisma.securityEvent.findMany({ where: { userId }, orderBy: { id: "asc" }, select: { kind: true, detail: true } });
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: Error) => error.message,
  );

const changed = vi.hoisted(() => ({ OIDC_ONLY: false }));
vi.mock("@/lib/base/env", async (original) => {
  const { env, ...rest } = await original<typeof import("@/lib/base/env")>();
  const get = (_target: unknown, name: string) => (name in changed ? changed.OIDC_ONLY : env[name as keyof typeof env]);
  return { ...rest, env: new Proxy({}, { get }) };
});

test("a right password is written down where it does not let in: disabled, provider only, second factor awaited", async () => {
  const [disabled, outsider, careful] = [
    await account({ disabledAt: new Date() }),
    await account(),
    await account({ secondFactorAt: new Date() }),
  ];
  expect(await outcome(startSession({ email: disabled.email, password, ip: freshIp() }))).toMatch(/disabled/);
  expect(await startSession({ email: careful.email, password, ip: freshIp() })).toHaveProperty("secondStep");
  changed.OIDC_ONLY = true;
  expect(await outcome(startSession({ email: outsider.email, password, ip: freshIp() }))).toMatch(/organisation/);
  changed.OIDC_ONLY = false;
  const detail = (reason: string) => ({ method: "password", reason });
  expect(await logOf(disabled.id)).toEqual([{ kind: "sign-in.failed", detail: detail("the account is disabled") }]);
  expect(await logOf(outsider.id)).toEqual([
    { kind: "sign-in.failed", detail: detail("only the provider is allowed") },
  ]);
  expect(await logOf(careful.id)).toEqual([{ kind: "sign-in.first_step", detail: { method: "password" } }]);
});

test("good and bad tries are written with their method, and never with what was typed", async () => {
  const user = await account();
  const wrong = "a wrong and secret password";
  await startSession({ email: user.email, password: wrong, ip: freshIp() });
  await startSession({ email: user.email, password, ip: freshIp() });
  const rows = await logOf(user.id);
  expect(rows.map(({ kind }) => kind)).toEqual(["sign-in.failed", "sign-in.succeeded"]);
  expect(rows.every(({ detail }) => (detail as { method: string }).method === "password")).toBe(true);
  expect(JSON.stringify(rows)).not.toMatch(/secret|right password/);
});

test("a passkey that nobody has, and a mailed link that is wrong, are written down without their secret", async () => {
  const ip = freshIp();
  const id = randomBytes(16).toString("base64url");
  const response = { clientDataJSON: "e30", authenticatorData: "AA", signature: "AA" };
  const answer = { id, rawId: id, type: "public-key" as const, response };
  expect(await signInWithPasskey(accountCtx(ip), answer as never)).toBeNull();
  const token = randomBytes(32).toString("base64url");
  expect(await outcome(verifyEmail(accountCtx(ip), { token }))).not.toBe("ok");
  const rows = await prisma.securityEvent.findMany({ where: { ip }, orderBy: { id: "asc" } });
  expect(rows).toMatchObject([
    { kind: "sign-in.failed", detail: { method: "passkey", reason: "no such passkey" } },
    { kind: "link.refused", detail: { purpose: "verify-email" } },
  ]);
  expect(JSON.stringify(rows)).not.toContain(token);
});
