import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import type { Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { monthSent } from "@/lib/sending/transports/month-use";
import { InstallationWorkspaceFilters, type InstallationWorkspaceItem } from "./schema";

const pageSize = 50;
const namedOwners = 3;

/** A page of all workspaces, the newest first; `nextCursor` is the cursor of the page after. For the operator. */
export async function findInstallationWorkspaces(
  ctx: Ctx,
  input: unknown,
): Promise<{ items: InstallationWorkspaceItem[]; nextCursor: string | null }> {
  await requireOperator(ctx);
  const { query, cursor } = InstallationWorkspaceFilters.parse(input);
  const rows = await ctx.db.workspace.findMany({
    where: { ...matching(query), ...(cursor && { id: { lt: cursor } }) },
    select: {
      id: true,
      name: true,
      slug: true,
      createdAt: true,
      mayUseInstallationTransport: true,
      suspendedAt: true,
      suspendedReason: true,
      maxMailsPerMonth: true,
      maxContacts: true,
      maxSenders: true,
      members: {
        where: { role: "owner" },
        select: { user: { select: { name: true, email: true } } },
        orderBy: { createdAt: "asc" },
        take: namedOwners,
      },
      _count: { select: { members: true } },
    },
    orderBy: { id: "desc" },
    take: pageSize + 1,
  });
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  const sent = await monthSent(
    ctx,
    page.map(({ id }) => id),
  );
  return {
    items: page.map(({ members, _count, createdAt, suspendedAt, id, ...row }) => ({
      ...row,
      id: publicId("wsp", id),
      createdAt: createdAt.toISOString(),
      suspendedAt: suspendedAt?.toISOString() ?? null,
      mailsThisMonth: sent.get(id) ?? 0,
      memberCount: _count.members,
      owners: members.map(({ user }) => user),
    })),
    nextCursor: rows.length > pageSize && last ? publicId("wsp", last.id) : null,
  };
}

function matching(query: string): Prisma.WorkspaceWhereInput {
  if (query === "") return {};
  const contains = { contains: query, mode: "insensitive" as const };
  return { OR: [{ name: contains }, { slug: contains }, { members: { some: { user: { email: contains } } } }] };
}
