import { expect, test } from "vitest";
import { accountCtx } from "@/lib/account/account-ctx";
import { requestPasswordReset } from "@/lib/account/request-password-reset";
import { readSession } from "@/lib/base/auth/session";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { createWorkspace } from "@/lib/set-up/create-workspace";
import { inviteMember } from "@/lib/workspaces/invite-member";
import { testMember, testWorkspace } from "@/tests/support/db";
import { cookieOf } from "@/tests/support/signed-in";
import { mailsTo } from "@/tests/support/system-mail";
import { disableAccount, enableAccount } from "./disable-account";
import { endAccountSessions } from "./end-account-sessions";
import { findAccounts } from "./find-accounts";
import { findInstallationWorkspaces } from "./find-workspaces";
import { setTransportRight } from "./set-transport-right";
import { setWorkspaceRight } from "./set-workspace-right";

async function operator() {
  const ctx = await testMember(await testWorkspace({ name: "Home of the operator" }), "analyst");
  await prisma.user.update({ where: { id: ctx.userId }, data: { isOperator: true } });
  return ctx;
}

async function person() {
  const ctx = await testMember(await testWorkspace({ name: "Elsewhere" }), "admin");
  return { ...ctx, accountId: publicId("usr", ctx.userId) };
}

const userOf = (id: string) => prisma.user.findUniqueOrThrow({ where: { id } });
const eventsOf = async (userId: string) =>
  (await prisma.securityEvent.findMany({ where: { userId }, orderBy: { id: "asc" } })).map(({ kind }) => kind);
const auditOf = (ctx: Ctx) =>
  prisma.auditEntry.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { id: "asc" } });

test("a disabled account is out at once, everywhere, and comes back without its sessions", async () => {
  const [op, other] = [await operator(), await person()];
  const cookie = await cookieOf(other.userId);
  const invited = `i${newId().slice(-12)}@example.com`;
  await inviteMember(other, { email: invited, role: "analyst" });
  await requestPasswordReset(accountCtx("192.0.2.9"), { email: other.email });
  await disableAccount(op, { accountId: other.accountId });
  await disableAccount(op, { accountId: other.accountId });

  expect(await readSession(cookie)).toBeNull();
  expect(await prisma.session.count({ where: { userId: other.userId, revokedAt: null } })).toBe(0);
  expect(await prisma.authToken.count({ where: { userId: other.userId, usedAt: null } })).toBe(0);
  expect(await prisma.invitation.findMany({ where: { email: invited } })).toMatchObject([
    { revokedAt: expect.any(Date), invitedById: other.userId },
  ]);
  expect(await eventsOf(other.userId)).toEqual(["password.reset_asked", "account.disabled"]);
  const reported = (await auditOf(other)).filter(({ action }) => action === "account.disabled");
  expect(reported).toMatchObject([{ actorId: op.userId, subjectType: "member" }]);
  expect(await auditOf(op), "nothing about others in the operator's own workspace").toEqual([]);

  const late = await cookieOf(other.userId);
  await enableAccount(op, { accountId: other.accountId });
  expect(await readSession(cookie)).toBeNull();
  expect(await readSession(late), "begun while it was disabled").toBeNull();
  expect(await readSession(await cookieOf(other.userId))).not.toBeNull();
  expect(await eventsOf(other.userId)).toEqual(["password.reset_asked", "account.disabled", "account.enabled"]);
});

test("an operator can neither disable nor sign out himself; of two who disable each other one is left", async () => {
  const [one, two] = [await operator(), await operator()];
  const self = { accountId: publicId("usr", one.userId) };
  await expect(disableAccount(one, self)).rejects.toMatchObject({ code: "conflict" });
  await expect(endAccountSessions(one, self)).rejects.toMatchObject({ code: "conflict" });
  const results = await Promise.allSettled([
    disableAccount(one, { accountId: publicId("usr", two.userId) }),
    disableAccount(two, { accountId: publicId("usr", one.userId) }),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const left = [await userOf(one.userId), await userOf(two.userId)].filter(({ disabledAt }) => !disabledAt);
  expect(left).toHaveLength(1);
  const gone = left[0]!.id === one.userId ? two : one;
  await expect(findAccounts(gone, {}), "a disabled operator is none").rejects.toMatchObject({ code: "not_found" });
});

test("the right to make workspaces is given and taken", async () => {
  const [op, other] = [await operator(), await person()];
  const user = await userOf(other.userId);
  const make = () => createWorkspace(accountCtx(), user, { name: "Mine", timeZone: "UTC" });
  await expect(make()).rejects.toMatchObject({ code: "forbidden" });
  await setWorkspaceRight(op, { accountId: other.accountId, granted: true });
  await make();
  await setWorkspaceRight(op, { accountId: other.accountId, granted: false });
  await expect(make()).rejects.toMatchObject({ code: "forbidden" });
  expect(await eventsOf(other.userId)).toEqual(["account.workspaces_granted", "account.workspaces_withdrawn"]);
});

test("the installation's way out is given to a workspace and taken, and both logs say so", async () => {
  const [op, other] = [await operator(), await person()];
  const targetWorkspaceId = publicId("wsp", other.workspaceId);
  const granted = async () =>
    (await prisma.workspace.findUniqueOrThrow({ where: { id: other.workspaceId } })).mayUseInstallationTransport;
  expect(await granted()).toBe(false);
  await setTransportRight(op, { targetWorkspaceId, granted: true });
  await setTransportRight(op, { targetWorkspaceId, granted: true });
  expect(await granted()).toBe(true);
  await setTransportRight(op, { targetWorkspaceId, granted: false });
  expect(await granted()).toBe(false);
  const kinds = ["workspace.transport_granted", "workspace.transport_withdrawn"];
  const events = await prisma.securityEvent.findMany({
    where: { workspaceId: other.workspaceId },
    orderBy: { id: "asc" },
  });
  expect(events.map(({ kind }) => kind)).toEqual(kinds);
  expect(events[0]).toMatchObject({ actorId: op.userId });
  expect((await auditOf(other)).map(({ action }) => action)).toEqual(kinds);
});

test("an operator does not wait for work that a workspace is in the middle of", async () => {
  const [op, other] = [await operator(), await person()];
  const targetWorkspaceId = publicId("wsp", other.workspaceId);
  // What every new row of a workspace holds until its transaction ends.
  const work = prisma.$transaction(
    async (tx) => {
      await tx.$queryRaw`select id from workspace where id = ${other.workspaceId}::uuid for key share`;
      await setTransportRight(op, { targetWorkspaceId, granted: true });
    },
    { timeout: 3000 },
  );
  await expect(work).resolves.toBeUndefined();
});

test("somebody's sessions end; the mail of a reset is not touched by it", async () => {
  const [op, other] = [await operator(), await person()];
  const cookies = [await cookieOf(other.userId), await cookieOf(other.userId)];
  expect(await endAccountSessions(op, { accountId: other.accountId })).toEqual({ ended: 2 });
  for (const cookie of cookies) expect(await readSession(cookie)).toBeNull();
  expect(await eventsOf(other.userId)).toEqual(["account.sessions_ended"]);
  expect(await mailsTo(other.email, "reset-password")).toEqual([]);
});

test("lists find by name, address and owner, in pages that neither skip nor repeat", async () => {
  const op = await operator();
  const mark = newId().slice(-12);
  const ids: string[] = [];
  for (let count = 0; count < 53; count++) {
    const id = newId();
    ids.push(publicId("usr", id));
    await prisma.user.create({ data: { id, email: `p${count}.${mark}@example.com`, name: "Pat", passwordHash: "no" } });
  }
  const first = await findAccounts(op, { query: mark.toUpperCase() });
  const second = await findAccounts(op, { query: mark.toUpperCase(), cursor: first.nextCursor ?? "" });
  expect(second.nextCursor).toBeNull();
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.reverse());
  expect(JSON.stringify(first.items)).not.toContain("passwordHash");
  expect((await findAccounts(op, { query: `\0${mark}`, cursor: "usr_0000" })).items).toHaveLength(50);

  const owner = await testMember(await testWorkspace({ name: `Shop ${mark}` }), "owner");
  const found = async (query: string) => (await findInstallationWorkspaces(op, { query })).items;
  expect(await found(mark)).toMatchObject([{ name: `Shop ${mark}`, memberCount: 1, owners: [{ email: owner.email }] }]);
  expect(await found(owner.email)).toHaveLength(1);
  const another = await testMember(await testWorkspace({ name: `Shop two ${mark}` }), "owner");
  const month = new Date(new Date().toISOString().slice(0, 7));
  const sent = ({ workspaceId }: Ctx, day: Date, count: number) =>
    prisma.workspaceDaily.create({ data: { workspaceId, day, sent: count } });
  await Promise.all([
    sent(owner, month, 3),
    sent(owner, new Date(month.getTime() - 86_400_000), 40),
    sent(another, month, 5),
  ]);
  expect((await found(mark)).map(({ mailsThisMonth }) => mailsThisMonth)).toEqual([5, 3]);
});

test("everybody but an operator is told that there is nothing", async () => {
  const [owner, other] = [await testMember(await testWorkspace(), "owner"), await person()];
  const { accountId } = other;
  const targetWorkspaceId = publicId("wsp", other.workspaceId);
  const asks = [
    () => findAccounts(owner, {}),
    () => findInstallationWorkspaces(owner, {}),
    () => disableAccount(owner, { accountId }),
    () => enableAccount(owner, { accountId }),
    () => endAccountSessions(owner, { accountId }),
    () => setWorkspaceRight(owner, { accountId, granted: true }),
    () => setTransportRight(owner, { targetWorkspaceId, granted: true }),
    () => setWorkspaceRight({ ...owner, actor: { type: "system", name: "job" } }, { accountId, granted: true }),
  ];
  for (const ask of asks) await expect(ask()).rejects.toMatchObject({ code: "not_found" });
});
