import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { idOf, publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import { type AuditSubject, auditSubjectsOf } from "./subject-names";

export const AuditFilters = z.object({
  /** Entries older than this one. */
  before: idOf("aud").optional().catch(undefined),
  /** What they are about, as `auditSubjects` names it. */
  about: z.string().max(60).optional().catch(undefined),
  /** Who did it. */
  memberId: idOf("mem").optional().catch(undefined),
});
export type AuditFilters = z.input<typeof AuditFilters>;

export interface AuditRow {
  id: string;
  at: string;
  actorName: string;
  actorType: string;
  action: string;
  subjectType: string;
  /** The thing by its name; null where nothing names it. */
  subject: AuditSubject | null;
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
  const { before, about, memberId } = AuditFilters.parse(filters);
  const found = await ctx.db.auditEntry.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      ...(before && { id: { lt: before } }),
      ...(about && { subjectType: about }),
      ...(memberId && { actorType: "member", actorId: await userOf(ctx, memberId) }),
    },
    orderBy: { id: "desc" },
    take: pageSize + 1,
  });
  const page = found.slice(0, pageSize);
  const subjects = await auditSubjectsOf(ctx, page);
  const entries = page.map((entry, index) => ({
    id: publicId("aud", entry.id),
    at: entry.createdAt.toISOString(),
    actorName: entry.actorName,
    actorType: entry.actorType,
    action: entry.action,
    subjectType: entry.subjectType,
    subject: subjects[index] ?? null,
    before: entry.before,
    after: entry.after,
    ip: entry.ip,
  }));
  return { entries, next: found.length > pageSize ? (entries.at(-1)?.id ?? null) : null };
}

/** The account of a member; of nobody when they are no member any more. */
async function userOf(ctx: Ctx, memberId: string): Promise<string | null> {
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: memberId } };
  return (await ctx.db.member.findUnique({ where, select: { userId: true } }))?.userId ?? null;
}
