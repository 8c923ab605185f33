import type { AccountCtx } from "@/lib/account/account-ctx";
import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { notFound } from "@/lib/base/errors";
import { actorCan, type Role, roles } from "@/lib/base/permissions.shared";

export interface WorkspaceSettingsView {
  name: string;
  slug: string;
  timeZone: string;
  locale: string;
  mailLanguage: string | null;
  postalAddress: string;
}

export interface MemberRow {
  id: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: string;
  lastSeenAt: string | null;
  /** Whether they have one; null for who does not manage members. */
  secondFactor: boolean | null;
  /** The one that asks. */
  isSelf: boolean;
}

export interface InvitationRow {
  id: string;
  email: string;
  role: Role;
  invitedByName: string;
  createdAt: string;
  expiresAt: string;
  expired: boolean;
}

/** Every workspace of a user, by name. */
export function findWorkspacesOfUser(
  ctx: AccountCtx,
  userId: string,
): Promise<{ slug: string; name: string; role: Role }[]> {
  return ctx.db.member
    .findMany({
      where: { userId },
      select: { role: true, workspace: { select: { slug: true, name: true } } },
      orderBy: { workspace: { name: "asc" } },
      take: 200,
    })
    .then((members) => members.map(({ role, workspace }) => ({ ...workspace, role })));
}

/** The workspace of the context as its settings page shows it. */
export async function getWorkspace(ctx: Ctx): Promise<WorkspaceSettingsView> {
  const found = await ctx.db.workspace.findUnique({
    where: { id: ctx.workspaceId },
    select: { name: true, slug: true, timeZone: true, locale: true, mailLanguage: true, postalAddress: true },
  });
  if (!found) throw notFound("workspace");
  return found;
}

const seedingLimitMs = 15 * 60_000;

/** True while the worker fills a new workspace with sample data: it is asked for, young, and still empty. */
export async function awaitsSampleData(
  ctx: Ctx,
  workspace: { hasSampleData: boolean; createdAt: Date },
): Promise<boolean> {
  if (!workspace.hasSampleData || ctx.now().getTime() - workspace.createdAt.getTime() > seedingLimitMs) return false;
  const contact = await ctx.db.contact.findFirst({ where: { workspaceId: ctx.workspaceId }, select: { id: true } });
  return contact === null;
}

/** A member of this workspace with their user, or `not_found`. */
export async function getMember(ctx: Ctx, memberId: string) {
  const member = await ctx.db.member.findUnique({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: memberId } },
    include: { user: { select: { name: true, email: true } } },
  });
  if (!member) throw notFound("member");
  return member;
}

/** An invitation of this workspace that is neither taken nor revoked (it may have run out), or `not_found`. */
export async function getOpenInvitation(ctx: Ctx, invitationId: string) {
  const invitation = await ctx.db.invitation.findFirst({
    where: { workspaceId: ctx.workspaceId, id: invitationId, acceptedAt: null, revokedAt: null },
  });
  if (!invitation) throw notFound("invitation");
  return invitation;
}

/** Everybody in the workspace, owners first. */
export async function findMembers(ctx: Ctx): Promise<MemberRow[]> {
  const members = await ctx.db.member.findMany({
    where: { workspaceId: ctx.workspaceId },
    include: {
      user: {
        select: {
          name: true,
          email: true,
          secondFactorAt: true,
          sessions: { select: { lastSeenAt: true }, orderBy: { lastSeenAt: "desc" }, take: 1 },
        },
      },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: 500,
  });
  members.sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role));
  const manages = actorCan(ctx.actor, "members.write");
  return members.map(({ id, role, createdAt, userId, user }) => ({
    id: publicId("mem", id),
    name: user.name,
    email: user.email,
    role,
    joinedAt: createdAt.toISOString(),
    lastSeenAt: user.sessions[0]?.lastSeenAt.toISOString() ?? null,
    secondFactor: manages ? user.secondFactorAt !== null : null,
    isSelf: ctx.actor.type === "member" && ctx.actor.userId === userId,
  }));
}

/** Invitations nobody has taken yet, the newest first. */
export async function findInvitations(ctx: Ctx): Promise<InvitationRow[]> {
  const invitations = await ctx.db.invitation.findMany({
    where: { workspaceId: ctx.workspaceId, acceptedAt: null, revokedAt: null },
    orderBy: { id: "desc" },
    take: 200,
  });
  return invitations.map(({ id, email, role, invitedByName, createdAt, expiresAt }) => ({
    id: publicId("inv", id),
    email,
    role,
    invitedByName,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    expired: expiresAt <= ctx.now(),
  }));
}
