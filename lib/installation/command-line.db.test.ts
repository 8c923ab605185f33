import { expect, test } from "vitest";
import { accountCtx } from "@/lib/account/account-ctx";
import { resetPassword } from "@/lib/account/reset-password";
import { passwordMatches } from "@/lib/base/auth/passwords";
import { readSession } from "@/lib/base/auth/session";
import { prisma } from "@/lib/base/db/client";
import { testMember, testWorkspace } from "@/tests/support/db";
import { cookieOf } from "@/tests/support/signed-in";
import { commandLineCtx, commandLineName } from "./command-line";
import { disableAccountByEmail, enableAccountByEmail } from "./disable-account-by-email";
import { makePasswordLink } from "./make-password-link";

const ctx = commandLineCtx();
const person = async () => testMember(await testWorkspace(), "marketer");
const userOf = (id: string) => prisma.user.findUniqueOrThrow({ where: { id } });
const eventsOf = (userId: string) =>
  prisma.securityEvent.findMany({ where: { userId, actorName: commandLineName }, orderBy: { id: "asc" } });
const tokenIn = (url: string) => url.split("/").at(-1)!;

test("a link for a password leaves everything as it was until it is used, works once, and both logs say who made it", async () => {
  const { userId, email, workspaceId } = await person();
  const cookie = await cookieOf(userId);
  const before = await userOf(userId);
  const { url, expiresAt } = await makePasswordLink(ctx, { email: ` ${email.toUpperCase()} ` });
  expect(url).toMatch(/^http:\/\/homing\.test\/reset-password\/[\w-]{43}$/);
  expect(Math.round((expiresAt.getTime() - Date.now()) / 60_000)).toBe(60);
  expect((await userOf(userId)).passwordHash).toBe(before.passwordHash);
  expect(await readSession(cookie)).not.toBeNull();

  const values = { token: tokenIn(url), password: "quite another password" };
  await resetPassword(accountCtx(), values);
  expect(await passwordMatches((await userOf(userId)).passwordHash, values.password)).toBe(true);
  expect(await readSession(cookie)).toBeNull();
  await expect(resetPassword(accountCtx(), values)).rejects.toMatchObject({ code: "invalid" });

  expect(await eventsOf(userId)).toMatchObject([{ kind: "account.password_link", actorId: null, email }]);
  const audit = await prisma.auditEntry.findMany({ where: { workspaceId } });
  expect(audit).toMatchObject([{ action: "account.password_link", actorType: "system", actorName: commandLineName }]);
  expect(JSON.stringify([audit, await eventsOf(userId)])).not.toContain(values.token);
});

test("no link for an address without an account, or whose account is disabled", async () => {
  const { email } = await person();
  await expect(makePasswordLink(ctx, { email: "nobody@example.com" })).rejects.toMatchObject({ code: "not_found" });
  await disableAccountByEmail(ctx, { email });
  await expect(makePasswordLink(ctx, { email })).rejects.toMatchObject({ code: "conflict" });
});

test("an account is disabled with its sessions and links, and comes back without them", async () => {
  const { email, userId } = await person();
  const cookie = await cookieOf(userId);
  const { url } = await makePasswordLink(ctx, { email });
  await disableAccountByEmail(ctx, { email });
  await disableAccountByEmail(ctx, { email });
  expect(await readSession(cookie)).toBeNull();
  await enableAccountByEmail(ctx, { email });
  await enableAccountByEmail(ctx, { email });
  expect(await readSession(cookie)).toBeNull();
  const used = resetPassword(accountCtx(), { token: tokenIn(url), password: "quite another password" });
  await expect(used).rejects.toMatchObject({ code: "invalid" });
  expect((await eventsOf(userId)).map(({ kind }) => kind)).toEqual([
    "account.password_link",
    "account.disabled",
    "account.enabled",
  ]);
  await expect(enableAccountByEmail(ctx, { email: "nobody@example.com" })).rejects.toMatchObject({ code: "not_found" });
});

test("the last operator stays, also when two are disabled at once", async () => {
  const operators = await Promise.all([person(), person()]);
  for (const { userId } of operators) await prisma.user.update({ where: { id: userId }, data: { isOperator: true } });
  const results = await Promise.allSettled(operators.map(({ email }) => disableAccountByEmail(ctx, { email })));
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const left = operators.map(({ userId }) => userOf(userId));
  expect((await Promise.all(left)).filter(({ disabledAt }) => !disabledAt)).toHaveLength(1);
});
