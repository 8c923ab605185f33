import { queueSystemMail } from "@/lib/account/jobs";
import { invitationUrl } from "@/lib/account/links";
import { newSecretToken } from "@/lib/account/secret-token";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Invitation } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { type Role, requirePermission } from "@/lib/base/permissions.shared";
import { hitRateLimit } from "@/lib/base/security/rate-limit";
import { requireActive } from "@/lib/base/standing/require-active";
import { inLanguageOf } from "@/lib/language/server";
import { currentLanguage } from "@/lib/language/speech";
import { t } from "@/lib/language/t";
import { roleNouns } from "./choices.shared";
import { InviteMember } from "./member-schema";
import { requireOwnerFor } from "./owner-rules";

/** An invitation works for a week. */
export const invitationLifetimeMs = 7 * 24 * 3600_000;

/**
 * Mails an invitation; an earlier one to the same address stops working. Only owners invite owners.
 * Throws `conflict` when the person is a member already, `rate_limited` after fifty an hour.
 */
export async function inviteMember(ctx: Ctx, input: InviteMember): Promise<Invitation> {
  requirePermission(ctx, "members.write");
  const { email, role } = InviteMember.parse(input);
  requireOwnerFor(ctx, role);
  await requireActive(ctx);
  await countInvitation(ctx, email);
  return inTransaction(ctx, async (tx) => {
    const where = { workspaceId: tx.workspaceId, user: { email } };
    if (await tx.db.member.findFirst({ where })) throw conflict(t("{email} is a member already.", { email }));
    await tx.db.invitation.updateMany({
      where: { workspaceId: tx.workspaceId, email, acceptedAt: null, revokedAt: null },
      data: { revokedAt: tx.now() },
    });
    const invitation = await writeInvitation(tx, email, role);
    await recordAudit(tx, "member.invited", {
      subjectType: "invitation",
      subjectId: invitation.id,
      after: { email, role },
    });
    return invitation;
  });
}

/** Mail to strangers in the installation's name: fifty an hour by a workspace and by an account, ten a day to one address. */
export async function countInvitation(ctx: Ctx, email: string): Promise<void> {
  await hitRateLimit(`invite:${ctx.workspaceId}`, { limit: 50, windowMs: 3600_000 });
  if (ctx.actor.type === "member") {
    await hitRateLimit(`invite-by:${ctx.actor.userId}`, { limit: 50, windowMs: 3600_000 });
  }
  await hitRateLimit(`invite-to:${email}`, { limit: 10, windowMs: 24 * 3600_000 });
}

/** The row and its mail, inside a running transaction. */
export async function writeInvitation(tx: Ctx, email: string, role: Role): Promise<Invitation> {
  const { token, tokenHash } = newSecretToken();
  const now = tx.now();
  const workspace = await tx.db.workspace.findUniqueOrThrow({ where: { id: tx.workspaceId } });
  const invitation = await tx.db.invitation.create({
    data: {
      workspaceId: tx.workspaceId,
      id: newId(),
      email,
      role,
      tokenHash,
      invitedByName: tx.actor.name,
      invitedById: tx.actor.type === "member" ? tx.actor.userId : null,
      createdAt: now,
      expiresAt: new Date(now.getTime() + invitationLifetimeMs),
    },
  });
  const language = await languageOf(tx, email);
  await queueSystemMail(tx, {
    to: email,
    language,
    template: "invitation",
    props: {
      inviter: tx.actor.name,
      workspace: workspace.name,
      role: inLanguageOf({ language }, () => t(roleNouns[role])),
      url: invitationUrl(token),
    },
  });
  return invitation;
}

/** Whoever has no account yet is written to as the inviter speaks. */
async function languageOf(tx: Ctx, email: string): Promise<string> {
  const invited = await tx.db.user.findUnique({ where: { email }, select: { language: true } });
  return invited?.language ?? currentLanguage();
}
