import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { accountCtx } from "@/lib/account/account-ctx";
import { recordAudit } from "@/lib/base/audit/record-audit";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { newKey } from "@/lib/edges/api-keys/key-format";
import { testMember, testWorkspace } from "@/tests/support/db";
import { mailsTo, secretIn } from "@/tests/support/system-mail";
import { findInvitation, joinWithAccount, joinWithNewAccount } from "./accept-invitation";
import { changeRole } from "./change-role";
import { filterMembers, MemberFilters } from "./filter-members";
import { inviteMember } from "./invite-member";
import { findMembers } from "./queries";
import { removeMember } from "./remove-member";
import { resendInvitation } from "./resend-invitation";
import { revokeInvitation } from "./revoke-invitation";

const nobody = accountCtx("192.0.2.3");
const newAddress = () => `n${randomBytes(6).toString("hex")}@example.com`;
const password = "correct horse battery";

async function workspaceWithOwner() {
  const ctx = await testWorkspace();
  const owner = await testMember(ctx, "owner");
  return { ctx, owner };
}

function memberIdOf(ctx: { actor: { type: string; memberId?: string } }): string {
  return publicId("mem", ctx.actor.memberId ?? "");
}

test("an invited stranger gets an account with a confirmed address, once", async () => {
  const { owner } = await workspaceWithOwner();
  const email = newAddress();
  await inviteMember(owner, { email: email.toUpperCase(), role: "analyst" });
  const token = secretIn(await mailsTo(email, "invitation"));
  expect(await findInvitation(nobody, token)).toMatchObject({ email, role: "analyst", hasAccount: false });

  await joinWithNewAccount(nobody, { token, name: "Nell", password });
  const user = await prisma.user.findUniqueOrThrow({ where: { email }, include: { members: true } });
  expect(user.emailVerifiedAt).not.toBeNull();
  expect(user.isOperator).toBe(false);
  expect(user.members).toMatchObject([{ workspaceId: owner.workspaceId, role: "analyst" }]);

  expect(await findInvitation(nobody, token)).toBeNull();
  await expect(joinWithNewAccount(nobody, { token, name: "Eve", password })).rejects.toMatchObject({ code: "invalid" });
});

test("somebody with an account joins only while signed in as the invited address", async () => {
  const { owner } = await workspaceWithOwner();
  const guest = await testMember(await testWorkspace(), "owner");
  const other = await testMember(await testWorkspace(), "owner");
  await inviteMember(owner, { email: guest.email, role: "marketer" });
  const token = secretIn(await mailsTo(guest.email, "invitation"));
  const [guestUser, otherUser] = await Promise.all(
    [guest, other].map(({ userId }) => prisma.user.findUniqueOrThrow({ where: { id: userId } })),
  );

  await expect(joinWithNewAccount(nobody, { token, name: "Eve", password })).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(joinWithAccount(nobody, otherUser!, { token })).rejects.toMatchObject({ code: "forbidden" });
  await joinWithAccount(nobody, guestUser!, { token });
  const where = { workspaceId: owner.workspaceId, userId: guest.userId };
  expect(await prisma.member.findMany({ where })).toMatchObject([{ role: "marketer" }]);
  await expect(inviteMember(owner, { email: guest.email, role: "admin" })).rejects.toMatchObject({ code: "conflict" });
});

test("a link stops working when a newer one is sent, when it is withdrawn and after a week", async () => {
  const { owner } = await workspaceWithOwner();
  const email = newAddress();
  const first = await inviteMember(owner, { email, role: "marketer" });
  const firstToken = secretIn(await mailsTo(email, "invitation"));
  const second = await resendInvitation(owner, { invitationId: publicId("inv", first.id) });
  const token = secretIn(await mailsTo(email, "invitation"));
  expect(await findInvitation(nobody, firstToken)).toBeNull();
  expect(await findInvitation(nobody, token)).not.toBeNull();

  const later = { ...nobody, now: () => new Date(Date.now() + 8 * 24 * 3600_000) };
  expect(await findInvitation(later, token)).toBeNull();
  await expect(joinWithNewAccount(later, { token, name: "Late", password })).rejects.toMatchObject({
    code: "invalid",
  });

  await revokeInvitation(owner, { invitationId: publicId("inv", second.id) });
  await expect(joinWithNewAccount(nobody, { token, name: "Late", password })).rejects.toMatchObject({
    code: "invalid",
  });
  expect(await prisma.user.findUnique({ where: { email } })).toBeNull();
});

test("only owners touch owners; marketers and analysts touch nobody", async () => {
  const { ctx, owner } = await workspaceWithOwner();
  const admin = await testMember(ctx, "admin");
  const marketer = await testMember(ctx, "marketer");
  const forbidden = { code: "forbidden" };
  await expect(inviteMember(admin, { email: newAddress(), role: "owner" })).rejects.toMatchObject(forbidden);
  await expect(changeRole(admin, { memberId: memberIdOf(admin), role: "owner" })).rejects.toMatchObject(forbidden);
  await expect(changeRole(admin, { memberId: memberIdOf(owner), role: "analyst" })).rejects.toMatchObject(forbidden);
  await expect(removeMember(admin, { memberId: memberIdOf(owner) })).rejects.toMatchObject(forbidden);
  await expect(inviteMember(marketer, { email: newAddress(), role: "analyst" })).rejects.toMatchObject(forbidden);
  await expect(removeMember(marketer, { memberId: memberIdOf(admin) })).rejects.toMatchObject(forbidden);
  await expect(changeRole(admin, { memberId: memberIdOf(marketer), role: "analyst" })).resolves.toEqual({
    role: "analyst",
  });
});

test("a workspace never loses its last owner, not even when two owners act at once", async () => {
  const { ctx, owner } = await workspaceWithOwner();
  const conflict = { code: "conflict" };
  await expect(removeMember(owner, { memberId: memberIdOf(owner) })).rejects.toMatchObject(conflict);
  await expect(changeRole(owner, { memberId: memberIdOf(owner), role: "admin" })).rejects.toMatchObject(conflict);

  const second = await testMember(ctx, "owner");
  await Promise.allSettled([
    removeMember(owner, { memberId: memberIdOf(second) }),
    changeRole(second, { memberId: memberIdOf(owner), role: "analyst" }),
  ]);
  expect(await prisma.member.count({ where: { workspaceId: ctx.workspaceId, role: "owner" } })).toBe(1);
});

test("everybody may leave, and what happened is in the audit log", async () => {
  const { ctx } = await workspaceWithOwner();
  const analyst = await testMember(ctx, "analyst");
  await removeMember(analyst, { memberId: memberIdOf(analyst) });
  expect(await prisma.auditEntry.findMany({ where: { workspaceId: ctx.workspaceId } })).toMatchObject([
    { action: "member.left", actorName: "The analyst" },
  ]);
});

test("a member of another workspace cannot be named", async () => {
  const { owner } = await workspaceWithOwner();
  const stranger = await testMember(await testWorkspace(), "analyst");
  const missing = { code: "not_found" };
  const memberId = memberIdOf(stranger);
  await expect(changeRole(owner, { memberId, role: "admin" })).rejects.toMatchObject(missing);
  await expect(removeMember(owner, { memberId })).rejects.toMatchObject(missing);
});

async function invited(by: Awaited<ReturnType<typeof testMember>>, role: "owner" | "analyst" | "admin" = "analyst") {
  const email = newAddress();
  const invitation = await inviteMember(by, { email, role });
  return { email, id: invitation.id, token: secretIn(await mailsTo(email, "invitation")) };
}

const isDead = async ({ token }: { token: string }) => {
  expect(await findInvitation(nobody, token)).toBeNull();
  await expect(joinWithNewAccount(nobody, { token, name: "Eve", password })).rejects.toMatchObject({ code: "invalid" });
};

test("invitations of a removed member, and to a removed member's address, stop working; others stay", async () => {
  const { ctx, owner } = await workspaceWithOwner();
  const admin = await testMember(ctx, "admin");
  const [theirs, kept] = [await invited(admin), await invited(owner)];
  await prisma.invitation.create({
    data: {
      workspaceId: ctx.workspaceId,
      id: newId(),
      email: admin.email,
      role: "owner",
      tokenHash: newId(),
      invitedByName: "Owner",
      invitedById: owner.userId,
      expiresAt: new Date(Date.now() + 3_600_000),
    },
  });
  await removeMember(owner, { memberId: memberIdOf(admin) });
  await isDead(theirs);
  const open = await prisma.invitation.findMany({ where: { workspaceId: ctx.workspaceId, revokedAt: null } });
  expect(open.map(({ email }) => email)).toEqual([kept.email]);
  expect(open[0]).toMatchObject({ invitedById: owner.userId });
  const events = await prisma.securityEvent.findMany({ where: { userId: admin.userId } });
  expect(events).toMatchObject([
    { kind: "member.removed", actorId: owner.userId, workspaceId: ctx.workspaceId, detail: { invitationsEnded: 2 } },
  ]);
});

test("whoever leaves takes their invitations along", async () => {
  const { ctx } = await workspaceWithOwner();
  const admin = await testMember(ctx, "admin");
  const theirs = await invited(admin);
  await removeMember(admin, { memberId: memberIdOf(admin) });
  await isDead(theirs);
});

test("a demoted member's invitations end where the new role could not make them", async () => {
  const { ctx, owner } = await workspaceWithOwner();
  const second = await testMember(ctx, "owner");
  const [anOwner, anAnalyst] = [await invited(second, "owner"), await invited(second)];
  await changeRole(owner, { memberId: memberIdOf(second), role: "admin" });
  await isDead(anOwner);
  expect(await findInvitation(nobody, anAnalyst.token)).not.toBeNull();
  await changeRole(owner, { memberId: memberIdOf(second), role: "marketer" });
  await isDead(anAnalyst);
});

test("an invitation that was not revoked in time is not taken either", async () => {
  const { ctx } = await workspaceWithOwner();
  const [gone, demoted, disabled] = [
    await testMember(ctx, "admin"),
    await testMember(ctx, "admin"),
    await testMember(ctx, "admin"),
  ];
  const invitations = [await invited(gone), await invited(demoted), await invited(disabled)];
  await prisma.member.deleteMany({ where: { userId: gone.userId } });
  await prisma.member.updateMany({ where: { userId: demoted.userId }, data: { role: "analyst" } });
  await prisma.user.update({ where: { id: disabled.userId }, data: { disabledAt: new Date() } });
  for (const invitation of invitations) await isDead(invitation);
});

test("whoever scheduled a campaign and is removed leaves a word for the admins", async () => {
  const { ctx, owner } = await workspaceWithOwner();
  const [marketer, other] = [await testMember(ctx, "marketer"), await testMember(ctx, "marketer")];
  for (const [name, by] of [
    ["Spring", marketer],
    ["Autumn", other],
  ] as const) {
    const id = newId();
    const scheduledAt = new Date(Date.now() + 3_600_000);
    await prisma.campaign.create({
      data: { workspaceId: ctx.workspaceId, id, name, status: "scheduled", scheduledAt },
    });
    await recordAudit(by, "campaign.scheduled", { subjectType: "campaign", subjectId: id });
  }
  await removeMember(owner, { memberId: memberIdOf(marketer) });
  const reported = await prisma.notification.findMany({ where: { workspaceId: ctx.workspaceId } });
  expect(reported).toMatchObject([{ kind: "member.left_scheduled", body: expect.stringContaining("“Spring”") }]);
  expect(reported[0]!.body).not.toContain("Autumn");
  expect(await mailsTo(owner.email, "notification")).toHaveLength(1);
  expect(await mailsTo(marketer.email, "notification")).toEqual([]);
});

test("admins hear of the keys that somebody made who may make none any more", async () => {
  const { ctx, owner } = await workspaceWithOwner();
  const admin = await testMember(ctx, "admin");
  const { key: _key, ...shown } = newKey("live");
  const data = { workspaceId: ctx.workspaceId, name: "Shop", scopes: [], createdById: admin.userId };
  await prisma.apiKey.create({ data: { ...data, ...shown, id: newId() } });
  await prisma.apiKey.create({ data: { ...data, ...shown, id: newId(), keyHash: newId(), revokedAt: new Date() } });
  const told = () =>
    prisma.notification.findMany({ where: { workspaceId: ctx.workspaceId, kind: "member.left_keys" } });
  await changeRole(owner, { memberId: memberIdOf(admin), role: "marketer" });
  expect(await told()).toMatchObject([{ severity: "warning", body: expect.stringContaining("Rotate “Shop”,") }]);
  await removeMember(owner, { memberId: memberIdOf(admin) });
  expect(await told()).toHaveLength(2);
  expect((await mailsTo(owner.email, "notification")).length).toBeGreaterThan(0);
});

test("members are found by part of a name, role and second factor, which only who manages them sees", async () => {
  const { owner } = await workspaceWithOwner();
  const analyst = await testMember(owner, "analyst");
  await prisma.user.update({ where: { id: analyst.userId }, data: { name: "Zoë Krüger" } });
  await prisma.user.update({ where: { id: owner.userId }, data: { secondFactorAt: new Date() } });
  const named = async (filters: object) =>
    filterMembers(await findMembers(owner), MemberFilters.parse(filters)).map(({ role }) => role);
  expect(await named({ query: "zoe kru" })).toEqual(["analyst"]);
  expect(await named({ role: "owner" })).toEqual(["owner"]);
  expect(await named({ role: "king", query: ["x"] })).toEqual(["owner", "analyst"]);
  expect(await named({ factor: "none" })).toEqual(["analyst"]);
  expect((await findMembers(analyst)).map(({ secondFactor }) => secondFactor)).toEqual([null, null]);
});
