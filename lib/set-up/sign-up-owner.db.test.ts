import { beforeAll, expect, test } from "vitest";
import { accountCtx } from "@/lib/account/account-ctx";
import { isFirstRun } from "@/lib/account/queries";
import { newSetupPath } from "@/lib/account/setup-link";
import { verifyEmail } from "@/lib/account/verify-email";
import { passwordMatches } from "@/lib/base/auth/passwords";
import { prisma } from "@/lib/base/db/client";
import { mailsTo, secretIn } from "@/tests/support/system-mail";
import type { SignUpOwner } from "./schema";
import { signUpOwner } from "./sign-up-owner";

const ctx = accountCtx("192.0.2.1");
const owner: SignUpOwner = {
  name: "Olive Owner",
  email: " Olive@Example.com ",
  password: "correct horse battery",
  workspaceName: "Acme Outdoor",
  postalAddress: " Acme Outdoor\n12 Harbour Road, Bristol ",
  timeZone: "Europe/Berlin",
};

const keyOf = (path: string | null) => new URL(path ?? "/", "http://homing.test").searchParams.get("key") ?? "";

beforeAll(async () => {
  expect(await isFirstRun(ctx)).toBe(true);
  owner.key = keyOf(await newSetupPath(ctx));
});

test("values that are wrong are named, and nothing is saved", async () => {
  const wrong = signUpOwner(ctx, { ...owner, email: "nobody", password: "short", timeZone: "Mars/Olympus" });
  await expect(wrong).rejects.toMatchObject({
    issues: [{ path: ["email"] }, { path: ["password"] }, { path: ["timeZone"] }],
  });
  expect(await isFirstRun(ctx)).toBe(true);
});

test("only the newest set-up link makes an owner, and for a week", async () => {
  const old = owner.key;
  owner.key = keyOf(await newSetupPath(ctx));
  for (const key of [undefined, "", old, `${owner.key}x`]) {
    await expect(signUpOwner(ctx, { ...owner, key }), key).rejects.toMatchObject({ code: "forbidden" });
  }
  const late = { ...ctx, now: () => new Date(Date.now() + 7 * 24 * 3600_000 + 1000) };
  await expect(signUpOwner(late, owner)).rejects.toMatchObject({ code: "forbidden" });
  expect(await isFirstRun(ctx)).toBe(true);
  expect(await prisma.securityEvent.count({ where: { kind: "setup.refused", ip: "192.0.2.1" } })).toBe(5);
});

test("of two people who set up at once only one becomes the owner; after that sign-up is closed", async () => {
  const both = await Promise.allSettled([
    signUpOwner(ctx, owner),
    signUpOwner(ctx, { ...owner, email: "second@example.com" }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await prisma.user.count()).toBe(1);
  expect(await prisma.workspace.count()).toBe(1);
  expect(await newSetupPath(ctx)).toBeNull();
  expect(await prisma.installationSetting.findUnique({ where: { name: "setup_key" } })).toBeNull();
  await expect(signUpOwner(ctx, { ...owner, email: "third@example.com" })).rejects.toMatchObject({ code: "conflict" });
});

test("the owner has a workspace, a hashed password, an audit entry and a mail to confirm the address", async () => {
  const user = await prisma.user.findFirstOrThrow({ include: { members: { include: { workspace: true } } } });
  expect(user).toMatchObject({ isOperator: true, emailVerifiedAt: null });
  expect(user.members).toMatchObject([
    {
      role: "owner",
      workspace: {
        slug: "acme-outdoor",
        timeZone: "Europe/Berlin",
        postalAddress: "Acme Outdoor\n12 Harbour Road, Bristol",
        hasSampleData: false,
      },
    },
  ]);
  expect(user.passwordHash).toMatch(/^\$argon2id\$/);
  expect(await passwordMatches(user.passwordHash, "correct horse battery")).toBe(true);
  const created = await prisma.auditEntry.findMany({
    where: { workspaceId: user.members[0]!.workspaceId, action: "workspace.created" },
  });
  expect(created).toMatchObject([{ actorName: "Olive Owner", actorId: user.id, ip: "192.0.2.1" }]);

  const token = secretIn(await mailsTo(user.email, "verify-email"));
  const stored = await prisma.authToken.findFirstOrThrow();
  expect(stored.tokenHash).not.toContain(token);
  await verifyEmail(ctx, { token });
  expect((await prisma.user.findFirstOrThrow()).emailVerifiedAt).not.toBeNull();
  await expect(verifyEmail(ctx, { token })).rejects.toMatchObject({ code: "invalid" });
});
