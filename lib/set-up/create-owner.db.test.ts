import { expect, test } from "vitest";
import { accountCtx } from "@/lib/account/account-ctx";
import { resetPassword } from "@/lib/account/reset-password";
import { newSetupPath } from "@/lib/account/setup-link";
import { prisma } from "@/lib/base/db/client";
import { commandLineCtx, commandLineName } from "@/lib/installation/command-line";
import { createOwner } from "./create-owner";
import { signUpOwner } from "./sign-up-owner";

const ctx = commandLineCtx();
const olive = { email: "Olive@Example.com", name: "Olive Owner", workspaceName: "Acme Outdoor" };
const userOf = (email: string) =>
  prisma.user.findUniqueOrThrow({ where: { email }, include: { members: { include: { workspace: true } } } });

test("the first owner is an operator, chooses the password by the link, and ends the set-up link", async () => {
  const setup = await newSetupPath(ctx);
  const key = new URL(setup!, "http://homing.test").searchParams.get("key")!;
  const made = await createOwner(ctx, { ...olive, timeZone: "Europe/Berlin" });
  expect(made).toMatchObject({ slug: "acme-outdoor", isOperator: true });
  const user = await userOf("olive@example.com");
  expect(user).toMatchObject({ isOperator: true, passwordHash: "none" });
  expect(user.members).toMatchObject([
    { role: "owner", workspace: { timeZone: "Europe/Berlin", mayUseInstallationTransport: true } },
  ]);
  const byLink = { ...olive, email: "other@example.com", password: "correct horse battery", timeZone: "UTC", key };
  await expect(signUpOwner(accountCtx(), byLink)).rejects.toMatchObject({ code: "conflict" });

  const events = await prisma.securityEvent.findMany({ where: { userId: user.id }, orderBy: { id: "asc" } });
  expect(events).toMatchObject([
    { kind: "setup.completed", actorName: commandLineName },
    { kind: "account.created", actorName: commandLineName, actorId: null },
  ]);
  const { workspaceId } = user.members[0]!;
  const audit = await prisma.auditEntry.findMany({ where: { workspaceId, action: "account.created" } });
  expect(audit).toMatchObject([{ actorType: "system", actorName: commandLineName }]);
  await resetPassword(accountCtx(), { token: made.url.split("/").at(-1)!, password: "correct horse battery" });
  expect((await userOf(user.email)).passwordHash).toMatch(/^\$argon2id\$/);
});

test("an address that has an account is refused, and nothing is left behind", async () => {
  const before = await prisma.workspace.count();
  await expect(createOwner(ctx, { ...olive, email: "OLIVE@example.com" })).rejects.toMatchObject({ code: "conflict" });
  await expect(createOwner(ctx, { ...olive, email: "new@example.com", workspaceName: " " })).rejects.toMatchObject({
    issues: [{ path: ["workspaceName"] }],
  });
  expect(await prisma.workspace.count()).toBe(before);
  expect(await prisma.user.count()).toBe(1);
});

test("a later owner is an operator only when it is asked for", async () => {
  await createOwner(ctx, { ...olive, email: "plain@example.com" });
  await createOwner(ctx, { ...olive, email: "operator@example.com", operator: true });
  const plain = await userOf("plain@example.com");
  expect(plain).toMatchObject({ isOperator: false, mayAddWorkspace: false });
  expect(plain.members).toMatchObject([{ role: "owner", workspace: { mayUseInstallationTransport: false } }]);
  expect(await userOf("operator@example.com")).toMatchObject({ isOperator: true });
});
