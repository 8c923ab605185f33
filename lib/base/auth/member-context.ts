import { type Ctx, systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import type { Member, User, Workspace } from "@/lib/base/db/generated/client";
import { notFound } from "@/lib/base/errors";
import { setFigures } from "@/lib/language/speech";
import { requireSecondFactor } from "./second-factor-policy";

export interface MemberContext {
  ctx: Ctx;
  workspace: Workspace;
  member: Member;
}

/**
 * The user's context in the workspace that has this slug, or had it once. Throws `not_found` for strangers too: a 403 would say that it exists.
 * Throws `second_factor_required` for members without one where the workspace asks for it.
 */
export async function memberContext(user: User, slug: string, ip?: string): Promise<MemberContext> {
  const found = slug ? ((await membership(user, { slug })) ?? (await formerly(user, slug))) : null;
  if (!found) throw notFound("workspace");
  const { workspace, ...member } = found;
  setFigures(workspace.locale);
  requireSecondFactor(workspace, user);
  const actor = { type: "member", userId: user.id, memberId: member.id, role: member.role, name: user.name } as const;
  return { ctx: { ...systemCtx(workspace.id, user.name), actor, ip }, workspace, member };
}

function membership(user: User, workspace: { slug: string } | { id: string }) {
  return prisma.member.findFirst({ where: { userId: user.id, workspace }, include: { workspace: true } });
}

async function formerly(user: User, slug: string) {
  const former = await prisma.formerSlug.findUnique({ where: { slug }, select: { workspaceId: true } });
  return former && membership(user, { id: former.workspaceId });
}
