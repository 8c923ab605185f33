import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { forgetTransports } from "@/lib/sending/transports/transport-rows";
import type { CommandLineCtx } from "./command-line";
import { lockWorkspace } from "./lock-workspace";
import { SuspendWorkspace, SuspendWorkspaceBySlug, TargetWorkspaceRef, WorkspaceBySlug } from "./schema";
import { turnWorkspaceOff, turnWorkspaceOn } from "./turn-workspace-off";

/**
 * Stops a workspace: from now on nothing of it is sent and nothing imported, and its people read why. What it sends at this moment is
 * paused at the next hand-over. What recipients reach (unsubscribing, preferences, clicks, opens) and what comes back go on. Asking twice
 * changes the reason. Throws `not_found`.
 */
export async function suspendWorkspace(ctx: Ctx, input: SuspendWorkspace): Promise<void> {
  await requireOperator(ctx);
  const { targetWorkspaceId: id, reason } = SuspendWorkspace.parse(input);
  await inTransaction(ctx, async (tx) => turnWorkspaceOff(tx, await lockWorkspace(tx, { id }), reason));
  forgetTransports(id);
}

/** Lets a workspace send and import again; its campaigns stay paused until somebody resumes them. Asking twice is fine. */
export async function resumeWorkspace(ctx: Ctx, input: TargetWorkspaceRef): Promise<void> {
  await requireOperator(ctx);
  const { targetWorkspaceId: id } = TargetWorkspaceRef.parse(input);
  await inTransaction(ctx, async (tx) => turnWorkspaceOn(tx, await lockWorkspace(tx, { id })));
  forgetTransports(id);
}

/** `suspendWorkspace` from the command line. Throws `not_found`. */
export async function suspendWorkspaceBySlug(ctx: CommandLineCtx, input: SuspendWorkspaceBySlug): Promise<void> {
  const { slug, reason } = SuspendWorkspaceBySlug.parse(input);
  await inTransaction(ctx, async (tx) => turnWorkspaceOff(tx, await lockWorkspace(tx, { slug }), reason));
}

/** `resumeWorkspace` from the command line. Throws `not_found`. */
export async function resumeWorkspaceBySlug(ctx: CommandLineCtx, input: WorkspaceBySlug): Promise<void> {
  const { slug } = WorkspaceBySlug.parse(input);
  await inTransaction(ctx, async (tx) => turnWorkspaceOn(tx, await lockWorkspace(tx, { slug })));
}
