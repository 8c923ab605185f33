import { type Ctx, systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import type { Member, User, Workspace } from "@/lib/base/db/generated/client";
import { notFound } from "@/lib/base/errors";
import { requireSecondFactor } from "./second-factor-policy";

export interface MemberContext {
  ctx: Ctx;
  workspace: Workspace;
  member: Member;
}

/**
 * The user's context in the workspace with this slug. Throws `not_found` for strangers too: a 403 would say that it exists.
 * Throws `second_factor_required` for members without one where the workspace asks for it.
 */
export async function memberContext(user: User, slug: string, ip?: string): Promise<MemberContext> {
  const found = await prisma.member.findFirst({
    where: { userId: user.id, workspace: { slug } },
    include: { workspace: true },
  });
  if (!slug || !found) throw notFound("workspace");
  const { workspace, ...member } = found;
  requireSecondFactor(workspace, user);
  const actor = { type: "member", userId: user.id, memberId: member.id, role: member.role, name: user.name } as const;
  return { ctx: { ...systemCtx(workspace.id, user.name), actor, ip }, workspace, member };
}
