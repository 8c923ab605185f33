import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import { ensureDefaultSending } from "./ensure-default-sending";

/** How long a process believes what it has read, in milliseconds. */
const FRESH_MS = 1000;
const MAX_WORKSPACES = 2000;

/** The ways out of a workspace. */
export interface WorkspaceTransports {
  rows: Transport[];
  /** Whether the operator lets it use the installation's own. */
  granted: boolean;
}

const known = new Map<string, { readAt: number; rows: Promise<WorkspaceTransports> }>();

/**
 * The transports of the workspace as they were within the last second: choosing one costs no query a group. The default
 * one is set up when the workspace has none.
 */
export function recentTransports(ctx: Ctx): Promise<WorkspaceTransports> {
  const entry = known.get(ctx.workspaceId);
  if (entry && performance.now() - entry.readAt < FRESH_MS) return entry.rows;
  const rows = readTransports(ctx);
  // Delete first: the map keeps the order of insertion, so its first entry is the one read longest ago.
  known.delete(ctx.workspaceId);
  known.set(ctx.workspaceId, { readAt: performance.now(), rows });
  rows.catch(() => known.delete(ctx.workspaceId));
  if (known.size > MAX_WORKSPACES) known.delete(known.keys().next().value ?? "");
  return rows;
}

/** Makes this process read the workspace's transports anew; others notice a change within a second. */
export function forgetTransports(workspaceId: string): void {
  known.delete(workspaceId);
}

async function readTransports(ctx: Ctx): Promise<WorkspaceTransports> {
  await ensureDefaultSending(ctx);
  const [rows, granted] = await Promise.all([
    ctx.db.transport.findMany({
      where: { workspaceId: ctx.workspaceId },
      orderBy: [{ isDefault: "desc" }, { createdAt: "asc" }, { id: "asc" }],
    }),
    mayUseInstallationTransport(ctx),
  ]);
  return { rows, granted };
}

/** Whether an operator has granted this workspace the installation's own way out. */
export async function mayUseInstallationTransport(ctx: Ctx): Promise<boolean> {
  const workspace = await ctx.db.workspace.findUnique({
    where: { id: ctx.workspaceId },
    select: { mayUseInstallationTransport: true },
  });
  return workspace?.mayUseInstallationTransport === true;
}
