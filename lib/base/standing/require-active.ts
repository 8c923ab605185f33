import type { Ctx } from "@/lib/base/context";
import { conflict } from "@/lib/base/errors";
import { suspendedText } from "./suspension.shared";

/** Why this workspace may neither send nor import, in words, as the database has it now; null when it may. */
export async function suspensionOf(ctx: Pick<Ctx, "db" | "workspaceId">): Promise<string | null> {
  const workspace = await ctx.db.workspace.findUnique({
    where: { id: ctx.workspaceId },
    select: { suspendedAt: true, suspendedReason: true },
  });
  return workspace?.suspendedAt ? suspendedText(workspace.suspendedReason ?? "") : null;
}

/** Throws `conflict` in words in a workspace that an operator has suspended. */
export async function requireActive(ctx: Ctx): Promise<void> {
  const text = await suspensionOf(ctx);
  if (text) throw conflict(text);
}
