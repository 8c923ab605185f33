import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import type { Ctx } from "@/lib/base/context";
import { monthUse } from "./month-use";
import { mailsUsedUp, suspended, type TransportRefusal } from "./refusal";

/** What operators have decided about a workspace's mail. */
export interface Standing {
  /** It may use the installation's own way out. */
  granted: boolean;
  /** Why nothing of it leaves now, whatever the way; null when mail may leave. */
  closed: TransportRefusal | null;
  /** Most mails of a calendar month (UTC); null: no limit. */
  maxMailsPerMonth: number | null;
}

/** How long a process believes what it has read, in milliseconds. */
const FRESH_MS = 1000;
const recent = new BoundedCache<Promise<Standing>>({ max: 5000 });

/** The standing of the workspace as it was within the last second. */
export function recentStanding(ctx: Ctx): Promise<Standing> {
  return remember(recent, ctx.workspaceId, () => readStanding(ctx), FRESH_MS);
}

/** Makes this process read it anew; others notice a change within a second. */
export function forgetStanding(workspaceId: string): void {
  recent.delete(workspaceId);
}

async function readStanding(ctx: Ctx): Promise<Standing> {
  const workspace = await ctx.db.workspace.findUnique({
    where: { id: ctx.workspaceId },
    select: { mayUseInstallationTransport: true, suspendedAt: true, suspendedReason: true, maxMailsPerMonth: true },
  });
  const maxMailsPerMonth = workspace?.maxMailsPerMonth ?? null;
  const granted = workspace?.mayUseInstallationTransport === true;
  const open = { granted, closed: null, maxMailsPerMonth };
  if (workspace?.suspendedAt) return { ...open, closed: suspended(workspace.suspendedReason ?? "") };
  if (maxMailsPerMonth === null) return open;
  const used = await monthUse(ctx);
  return used < maxMailsPerMonth ? open : { ...open, closed: mailsUsedUp(maxMailsPerMonth, ctx.now()) };
}
