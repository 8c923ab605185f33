import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import { ensureDefaultSending } from "./ensure-default-sending";
import type { TransportRefusal } from "./refusal";
import { forgetStanding, recentStanding } from "./standing";

/** How long a process believes what it has read, in milliseconds. */
const FRESH_MS = 1000;

/** The ways out of a workspace. */
export interface WorkspaceTransports {
  rows: Transport[];
  /** Whether the operator lets it use the installation's own. */
  granted: boolean;
  /** Why nothing may leave at all. */
  closed: TransportRefusal | null;
}

const recent = new BoundedCache<Promise<WorkspaceTransports>>({ max: 2000 });

/**
 * The transports of the workspace as they were within the last second: choosing one costs no query a group. The default
 * one is set up when the workspace has none.
 */
export function recentTransports(ctx: Ctx): Promise<WorkspaceTransports> {
  return remember(recent, ctx.workspaceId, () => readTransports(ctx), FRESH_MS);
}

/** Makes this process read the workspace's transports anew; others notice a change within a second. */
export function forgetTransports(workspaceId: string): void {
  recent.delete(workspaceId);
  forgetStanding(workspaceId);
}

async function readTransports(ctx: Ctx): Promise<WorkspaceTransports> {
  await ensureDefaultSending(ctx);
  const [rows, { granted, closed }] = await Promise.all([
    ctx.db.transport.findMany({
      where: { workspaceId: ctx.workspaceId },
      orderBy: [{ isDefault: "desc" }, { createdAt: "asc" }, { id: "asc" }],
    }),
    recentStanding(ctx),
  ]);
  return { rows, granted, closed };
}

/** Whether an operator has granted this workspace the installation's own way out. */
export async function mayUseInstallationTransport(ctx: Ctx): Promise<boolean> {
  const workspace = await ctx.db.workspace.findUnique({
    where: { id: ctx.workspaceId },
    select: { mayUseInstallationTransport: true },
  });
  return workspace?.mayUseInstallationTransport === true;
}
