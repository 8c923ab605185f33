import { isOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";

/** An operator who is at work in this workspace. */
export type OperatorCtx = Ctx & { actor: Extract<Ctx["actor"], { type: "member" }> };

/**
 * What concerns the whole installation is only for its operators. Everybody else gets `not_found`: whether an account or a
 * workspace exists is nothing that they may learn.
 */
export async function requireInstallation(ctx: Ctx): Promise<OperatorCtx> {
  requirePermission(ctx, "workspace.read");
  if (ctx.actor.type !== "member" || !(await isOperator(ctx))) throw notFound("page");
  return { ...ctx, actor: ctx.actor };
}
