import type { AccountCtx } from "@/lib/account/account-ctx";
import type { Ctx } from "@/lib/base/context";
import type { Invitation, Prisma } from "@/lib/base/db/generated/client";
import { type Role, roleCan } from "@/lib/base/permissions.shared";

/** Who may invite somebody with this role: whoever manages members, and only owners invite owners. */
export function mayInvite(inviter: Role, invited: Role): boolean {
  return roleCan(inviter, "members.write") && (invited !== "owner" || inviter === "owner");
}

/**
 * Makes open invitations of this workspace stop working that a member made and may not make any more: all of them when the
 * member is gone (`role` null), those beyond the new role when it is a lower one. Gives how many.
 */
export async function endInvitationsBy(tx: Ctx, userId: string, role: Role | null): Promise<number> {
  const open = await tx.db.invitation.findMany({
    where: { workspaceId: tx.workspaceId, invitedById: userId, ...isOpen },
    select: { id: true, role: true },
  });
  const ended = open.filter((invitation) => role === null || !mayInvite(role, invitation.role)).map(({ id }) => id);
  return revoke(tx, { workspaceId: tx.workspaceId, id: { in: ended } });
}

/** Makes open invitations of this workspace to an address stop working. */
export function endInvitationsTo(tx: Ctx, email: string): Promise<number> {
  return revoke(tx, { workspaceId: tx.workspaceId, email });
}

/** Makes open invitations by and to an account stop working, in every workspace. */
export function endInvitationsOfAccount(tx: AccountCtx, account: { id: string; email: string }): Promise<number> {
  return revoke(tx, { OR: [{ invitedById: account.id }, { email: account.email }] });
}

/**
 * Whether whoever made an invitation might make it still. The system always may; of a person it asks for membership, role
 * and account as they are now, so that an invitation never outlives the right to it.
 */
export async function inviterStillMay(
  tx: AccountCtx,
  { workspaceId, invitedById, role }: Pick<Invitation, "workspaceId" | "invitedById" | "role">,
): Promise<boolean> {
  if (invitedById === null) return true;
  const member = await tx.db.member.findUnique({
    where: { workspaceId_userId: { workspaceId, userId: invitedById } },
    select: { role: true, user: { select: { disabledAt: true } } },
  });
  return member !== null && member.user.disabledAt === null && mayInvite(member.role, role);
}

const isOpen = { acceptedAt: null, revokedAt: null };

async function revoke(tx: AccountCtx, where: Prisma.InvitationWhereInput): Promise<number> {
  const { count } = await tx.db.invitation.updateMany({
    where: { ...where, ...isOpen },
    data: { revokedAt: tx.now() },
  });
  return count;
}
