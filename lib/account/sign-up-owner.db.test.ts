import { beforeAll, expect, test } from "vitest";
import { passwordMatches } from "@/lib/auth/passwords";
import { prisma } from "@/lib/db/client";
import { mailsTo, secretIn } from "@/tests/support/system-mail";
import { accountCtx } from "./account-ctx";
import { isFirstRun } from "./queries";
import type { SignUpOwner } from "./schema";
import { signUpOwner } from "./sign-up-owner";
import { verifyEmail } from "./verify-email";

const ctx = accountCtx("192.0.2.1");
const owner: SignUpOwner = {
  name: "Olive Owner",
  email: " Olive@Example.com ",
  password: "correct horse battery",
  workspaceName: "Acme Outdoor",
  timeZone: "Europe/Berlin",
};

beforeAll(async () => {
  expect(await isFirstRun(ctx)).toBe(true);
});

test("values that are wrong are named, and nothing is saved", async () => {
  const wrong = signUpOwner(ctx, { ...owner, email: "nobody", password: "short", timeZone: "Mars/Olympus" });
  await expect(wrong).rejects.toMatchObject({
    issues: [{ path: ["email"] }, { path: ["password"] }, { path: ["timeZone"] }],
  });
  expect(await isFirstRun(ctx)).toBe(true);
});

test("of two people who set up at once only one becomes the owner; after that sign-up is closed", async () => {
  const both = await Promise.allSettled([
    signUpOwner(ctx, owner),
    signUpOwner(ctx, { ...owner, email: "second@example.com" }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await prisma.user.count()).toBe(1);
  expect(await prisma.workspace.count()).toBe(1);
  await expect(signUpOwner(ctx, { ...owner, email: "third@example.com" })).rejects.toMatchObject({ code: "conflict" });
});

test("the owner has a workspace, a hashed password, an audit entry and a mail to confirm the address", async () => {
  const user = await prisma.user.findFirstOrThrow({ include: { members: { include: { workspace: true } } } });
  expect(user).toMatchObject({ isOperator: true, emailVerifiedAt: null });
  expect(user.members).toMatchObject([
    { role: "owner", workspace: { slug: "acme-outdoor", timeZone: "Europe/Berlin", hasSampleData: false } },
  ]);
  expect(user.passwordHash).toMatch(/^\$argon2id\$/);
  expect(await passwordMatches(user.passwordHash, "correct horse battery")).toBe(true);
  const created = await prisma.auditEntry.findMany({ where: { action: "workspace.created" } });
  expect(created).toMatchObject([{ actorName: "Olive Owner", actorId: user.id, ip: "192.0.2.1" }]);

  const token = secretIn(await mailsTo(user.email, "verify-email"));
  const stored = await prisma.authToken.findFirstOrThrow();
  expect(stored.tokenHash).not.toContain(token);
  await verifyEmail(ctx, { token });
  expect((await prisma.user.findFirstOrThrow()).emailVerifiedAt).not.toBeNull();
  await expect(verifyEmail(ctx, { token })).rejects.toMatchObject({ code: "invalid" });
});
