import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { firstIdAt, idOf, publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import { dayLater, wallTimeToDate } from "@/lib/base/time/zoned-time.shared";
import { type AuditSubject, auditSubjectsOf } from "./subject-names";

/** A day of this century or the next. */
const day = z.iso
  .date()
  .refine((text) => /^2[01]/.test(text))
  .optional()
  .catch(undefined);

export const AuditFilters = z.object({
  /** Entries older than this one. */
  before: idOf("aud").optional().catch(undefined),
  /** What they are about, as `auditSubjects` names it. */
  about: z.string().max(60).optional().catch(undefined),
  /** Who did it: a member, or a program by its key. */
  memberId: idOf("mem").optional().catch(undefined),
  keyId: idOf("key").optional().catch(undefined),
  /** The first and the last day, by the clocks of the workspace. */
  from: day,
  to: day,
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
  const { before, about, memberId, keyId, from, to } = AuditFilters.parse(filters);
  const found = await ctx.db.auditEntry.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      AND: [before ? { id: { lt: before } } : {}, { id: await idsOfDays(ctx, from, to) }],
      ...(about && { subjectType: about }),
      ...(memberId && { actorType: "member", actorId: await userOf(ctx, memberId) }),
      ...(keyId && { actorType: "key", actorId: keyId }),
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

/** Ids of what was written from one day to another. */
async function idsOfDays(ctx: Ctx, from?: string, to?: string): Promise<{ gte?: string; lt?: string }> {
  if (!from && !to) return {};
  const where = { id: ctx.workspaceId };
  const { timeZone } = await ctx.db.workspace.findUniqueOrThrow({ where, select: { timeZone: true } });
  const begin = (of: string) => firstIdAt(wallTimeToDate(`${of}T00:00`, timeZone) ?? new Date(of));
  return { ...(from && { gte: begin(from) }), ...(to && { lt: begin(dayLater(to, 1)) }) };
}

/** The account of a member; of nobody when they are no member any more. */
async function userOf(ctx: Ctx, memberId: string): Promise<string | null> {
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: memberId } };
  return (await ctx.db.member.findUnique({ where, select: { userId: true } }))?.userId ?? null;
}
