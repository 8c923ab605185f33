import type { z } from "zod";
import { describeUserAgent } from "@/lib/account/user-agent";
import { securityText } from "@/lib/base/audit/security-kinds.shared";
import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import type { Prisma, SecurityEvent } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { t } from "@/lib/language/t";
import { SecurityLogFilters, type SecurityLogItem } from "./schema";

const pageSize = 50;
const dayMs = 24 * 3600_000;
/** Accounts and workspaces that one filter may mean. */
const maxMeant = 200;

/** A page of the security log of the installation, the newest first. For the operator. */
export async function findSecurityEvents(
  ctx: Ctx,
  input: z.input<typeof SecurityLogFilters> | Record<string, unknown>,
): Promise<{ items: SecurityLogItem[]; nextCursor: string | null }> {
  return readSecurityLog(ctx, SecurityLogFilters.parse(input), pageSize);
}

/** The next `take` lines that fit; who may read them is asked for every page. */
export async function readSecurityLog(
  ctx: Ctx,
  filters: SecurityLogFilters,
  take: number,
): Promise<{ items: SecurityLogItem[]; nextCursor: string | null }> {
  await requireOperator(ctx);
  const where = await matching(ctx, filters);
  const rows = await ctx.db.securityEvent.findMany({ where, orderBy: { id: "desc" }, take: take + 1 });
  const page = rows.slice(0, take);
  const last = page.at(-1);
  const names = await workspaceNames(ctx, page);
  return {
    items: page.map((row) => asItem(row, names)),
    nextCursor: rows.length > take && last ? publicId("sev", last.id) : null,
  };
}

async function matching(ctx: Ctx, filters: SecurityLogFilters): Promise<Prisma.SecurityEventWhereInput> {
  const { what, account, workspace, from, to, cursor } = filters;
  const until = to && new Date(Date.parse(to) + dayMs);
  return {
    ...(cursor && { id: { lt: cursor } }),
    ...(what && { kind: { in: what } }),
    ...((from || until) && { at: { ...(from && { gte: new Date(from) }), ...(until && { lt: until }) } }),
    ...(account && { OR: await ofAccount(ctx, account) }),
    ...(workspace && { workspaceId: { in: await workspacesLike(ctx, workspace) } }),
  };
}

/** By today's address of an account, too: it may have had another when it was written. */
async function ofAccount(ctx: Ctx, account: string): Promise<Prisma.SecurityEventWhereInput[]> {
  const email = { contains: account, mode: "insensitive" as const };
  const users = await ctx.db.user.findMany({ where: { email }, select: { id: true }, take: maxMeant });
  const ids = users.map(({ id }) => id);
  return [{ email }, { userId: { in: ids } }, { actorId: { in: ids } }];
}

async function workspacesLike(ctx: Ctx, text: string): Promise<string[]> {
  const contains = { contains: text, mode: "insensitive" as const };
  const where = { OR: [{ name: contains }, { slug: contains }] };
  const found = await ctx.db.workspace.findMany({ where, select: { id: true }, take: maxMeant });
  return found.map(({ id }) => id);
}

async function workspaceNames(ctx: Ctx, rows: readonly SecurityEvent[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ workspaceId }) => workspaceId ?? []))];
  if (ids.length === 0) return new Map();
  const found = await ctx.db.workspace.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(found.map(({ id, name }) => [id, name]));
}

function asItem(row: SecurityEvent, names: ReadonlyMap<string, string>): SecurityLogItem {
  return {
    id: publicId("sev", row.id),
    at: row.at.toISOString(),
    kind: row.kind,
    what: securityText(row.kind),
    email: row.email,
    by: row.actorName,
    workspace: row.workspaceId ? (names.get(row.workspaceId) ?? t("A workspace that is gone")) : null,
    ip: row.ip,
    device: row.userAgent ? describeUserAgent(row.userAgent) : null,
    detail: detailText(row.detail),
  };
}

/** `{ sessionsEnded: 2 }` as "sessions ended: 2". */
function detailText(detail: unknown): string {
  if (typeof detail !== "object" || detail === null) return "";
  const facts = Object.entries(detail).filter(([, value]) => value !== null && value !== "");
  return facts.map(([name, value]) => `${plainName(name)}: ${String(value)}`).join(" · ");
}

const plainName = (name: string) =>
  name.replace(/([a-z])([A-Z])/g, (_match, a: string, b: string) => `${a} ${b.toLowerCase()}`);
