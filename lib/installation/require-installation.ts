import { isOperator } from "@/lib/auth/operator";
import { requirePermission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";

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
