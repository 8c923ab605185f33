import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { idOf, publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";

export const AuditFilters = z.object({
  /** Entries older than this one. */
  before: idOf("aud").optional().catch(undefined),
});
export type AuditFilters = z.input<typeof AuditFilters>;

export interface AuditRow {
  id: string;
  at: string;
  actorName: string;
  actorType: string;
  action: string;
  subjectType: string;
  before: unknown;
  after: unknown;
  ip: string | null;
}

const pageSize = 50;

/** One page of the audit log, the newest first; `next` is the cursor of the page after it. */
export async function findAuditEntries(
  ctx: Ctx,
  filters: AuditFilters,
): Promise<{ entries: AuditRow[]; next: string | null }> {
  requirePermission(ctx, "audit.read");
  const { before } = AuditFilters.parse(filters);
  const found = await ctx.db.auditEntry.findMany({
    where: { workspaceId: ctx.workspaceId, ...(before && { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: pageSize + 1,
  });
  const entries = found.slice(0, pageSize).map((entry) => ({
    id: publicId("aud", entry.id),
    at: entry.createdAt.toISOString(),
    actorName: entry.actorName,
    actorType: entry.actorType,
    action: entry.action,
    subjectType: entry.subjectType,
    before: entry.before,
    after: entry.after,
    ip: entry.ip,
  }));
  return { entries, next: found.length > pageSize ? (entries.at(-1)?.id ?? null) : null };
}
