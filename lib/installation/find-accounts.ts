import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import type { Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { AccountFilters, type AccountItem } from "./schema";

const pageSize = 50;
/** Workspaces named on the line of an account. */
const namedWorkspaces = 3;

/** A page of all accounts, the newest first; `nextCursor` is the cursor of the page after. For the operator. */
export async function findAccounts(
  ctx: Ctx,
  input: unknown,
): Promise<{ items: AccountItem[]; nextCursor: string | null }> {
  const { actor } = await requireOperator(ctx);
  const { query, cursor } = AccountFilters.parse(input);
  const rows = await ctx.db.user.findMany({
    where: { ...matching(query), ...(cursor && { id: { lt: cursor } }) },
    include: {
      members: {
        select: { role: true, workspace: { select: { name: true } } },
        orderBy: { createdAt: "asc" },
        take: namedWorkspaces,
      },
      sessions: { select: { lastSeenAt: true }, orderBy: { lastSeenAt: "desc" }, take: 1 },
      _count: { select: { members: true, sessions: { where: { revokedAt: null, expiresAt: { gt: ctx.now() } } } } },
    },
    omit: { passwordHash: true },
    orderBy: { id: "desc" },
    take: pageSize + 1,
  });
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  return {
    items: page.map((row) => ({
      id: publicId("usr", row.id),
      name: row.name,
      email: row.email,
      emailVerified: row.emailVerifiedAt !== null,
      isOperator: row.isOperator,
      isSelf: row.id === actor.userId,
      mayAddWorkspace: row.mayAddWorkspace,
      hasSecondFactor: row.secondFactorAt !== null,
      disabledAt: row.disabledAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.sessions[0]?.lastSeenAt.toISOString() ?? null,
      openSessions: row._count.sessions,
      workspaces: row.members.map(({ role, workspace }) => ({ name: workspace.name, role })),
      workspaceCount: row._count.members,
    })),
    nextCursor: rows.length > pageSize && last ? publicId("usr", last.id) : null,
  };
}

function matching(query: string): Prisma.UserWhereInput {
  if (query === "") return {};
  const contains = { contains: query, mode: "insensitive" as const };
  return { OR: [{ email: contains }, { name: contains }] };
}
