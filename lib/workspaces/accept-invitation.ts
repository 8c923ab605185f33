import type { AccountCtx } from "@/lib/account/account-ctx";
import { hashSecretToken } from "@/lib/account/secret-token";
import { tryLinkSecret } from "@/lib/account/try-link-secret";
import { recordAudit } from "@/lib/base/audit/record-audit";
import { hashNewPassword } from "@/lib/base/auth/new-password";
import type { Invitation, User } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { env } from "@/lib/base/env";
import { conflict, forbidden, invalid } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import { inviterStillMay } from "./end-invitations";
import { JoinWithAccount, JoinWithNewAccount } from "./member-schema";

/** An invitation as the page behind its link shows it. */
export interface InvitationView {
  email: string;
  role: keyof typeof import("./choices.shared").roleLabels;
  workspaceName: string;
  invitedByName: string;
  /** Somebody with this address can sign in already. */
  hasAccount: boolean;
}

/** The invitation behind a link; null when it is unknown, taken, revoked, too old, or of somebody who may no longer invite. */
export async function findInvitation(ctx: AccountCtx, token: string): Promise<InvitationView | null> {
  const found = await ctx.db.invitation.findUnique({
    where: { tokenHash: hashSecretToken(token) },
    include: { workspace: true },
  });
  if (!found || found.acceptedAt || found.revokedAt || found.expiresAt <= ctx.now()) return null;
  if (!(await inviterStillMay(ctx, found))) return null;
  const { email, role, invitedByName, workspace } = found;
  const account = await ctx.db.user.findUnique({ where: { email }, select: { id: true } });
  return { email, role, invitedByName, workspaceName: workspace.name, hasAccount: account !== null };
}

const requireInvitation = (ctx: AccountCtx, token: string) =>
  tryLinkSecret(ctx, { purpose: "join", token }, async () => {
    const found = await findInvitation(ctx, token);
    if (!found) throw deadInvitation();
    return found;
  });

/**
 * Makes an account for the invited address and joins. The link came by mail, so the address is confirmed.
 * Throws `conflict` when the address has an account (sign in and accept then), `invalid` for a dead link.
 */
export async function joinWithNewAccount(
  ctx: AccountCtx,
  input: JoinWithNewAccount,
): Promise<{ email: string; slug: string }> {
  if (env.OIDC_ONLY) throw forbidden(t("Sign in with your organisation's account; that takes the invitation up."));
  const { token, name, password } = JoinWithNewAccount.parse(input);
  const invited = await requireInvitation(ctx, token);
  const owner = { email: invited.email, name, words: [invited.workspaceName] };
  const passwordHash = await hashNewPassword(password, owner);
  return inTransaction(ctx, async (tx) => {
    const invitation = await takeInvitation(tx, token);
    if (await tx.db.user.findUnique({ where: { email: invitation.email } })) {
      throw conflict(t("There is an account with this address. Sign in first, then open the invitation again."));
    }
    const user = await tx.db.user.create({
      data: { id: newId(), email: invitation.email, name, passwordHash, emailVerifiedAt: tx.now() },
    });
    await joinWorkspace(tx, user, invitation);
    return { email: user.email, slug: invitation.workspace.slug };
  });
}

/** Joins with the account that is signed in. Throws `forbidden` when the invitation went to another address. */
export async function joinWithAccount(ctx: AccountCtx, user: User, input: JoinWithAccount): Promise<{ slug: string }> {
  const { token } = JoinWithAccount.parse(input);
  await requireInvitation(ctx, token);
  return inTransaction(ctx, async (tx) => {
    const invitation = await takeInvitation(tx, token);
    if (invitation.email !== user.email)
      throw forbidden(t("This invitation is for {email}.", { email: invitation.email }));
    await tx.db.user.updateMany({ where: { id: user.id, emailVerifiedAt: null }, data: { emailVerifiedAt: tx.now() } });
    await joinWorkspace(tx, user, invitation);
    return { slug: invitation.workspace.slug };
  });
}

/**
 * Takes every open invitation to the address of somebody whose account was just made by a route that proves the address.
 * Gives how many there were.
 */
export async function joinWhereInvited(tx: AccountCtx, user: Pick<User, "id" | "name" | "email">): Promise<number> {
  const open = await tx.db.invitation.findMany({
    where: { email: user.email, acceptedAt: null, revokedAt: null, expiresAt: { gt: tx.now() } },
  });
  let joined = 0;
  for (const { id, workspaceId, role, email, invitedById } of open) {
    if (!(await inviterStillMay(tx, { workspaceId, invitedById, role }))) continue;
    const { count } = await tx.db.invitation.updateMany({
      where: { workspaceId, id, acceptedAt: null, revokedAt: null },
      data: { acceptedAt: tx.now() },
    });
    if (count === 1) await joinWorkspace(tx, user, { workspaceId, role, email });
    joined += count;
  }
  return joined;
}

const deadInvitation = () => invalid(t("This invitation was used or withdrawn, or it is too old. Ask for a new one."));

async function takeInvitation(tx: AccountCtx, token: string) {
  const tokenHash = hashSecretToken(token);
  const now = tx.now();
  const { count } = await tx.db.invitation.updateMany({
    where: { tokenHash, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { acceptedAt: now },
  });
  if (count === 0) throw deadInvitation();
  const invitation = await tx.db.invitation.findUniqueOrThrow({ where: { tokenHash }, include: { workspace: true } });
  if (!(await inviterStillMay(tx, invitation))) throw deadInvitation();
  return invitation;
}

/** Makes somebody a member, with a line in the workspace's audit; nothing for who is one. */
export async function joinWorkspace(
  tx: AccountCtx,
  user: { id: string; name: string },
  { workspaceId, role, email }: Pick<Invitation, "workspaceId" | "role" | "email">,
): Promise<void> {
  const existing = await tx.db.member.findUnique({ where: { workspaceId_userId: { workspaceId, userId: user.id } } });
  if (existing) return;
  const memberId = newId();
  await tx.db.member.create({ data: { workspaceId, id: memberId, userId: user.id, role } });
  const actor = { type: "member", userId: user.id, memberId, role, name: user.name } as const;
  await recordAudit({ ...tx, workspaceId, actor }, "member.joined", {
    subjectType: "member",
    subjectId: memberId,
    after: { email, role },
  });
}
