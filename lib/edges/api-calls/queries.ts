import type { Ctx } from "@/lib/base/context";
import type { ApiCall, Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import type { CallOutcome } from "./call-outcomes.shared";
import type { ApiCallFilters, ApiCallPage, ApiCallView } from "./schema";

const PAGE_SIZE = 50;

/** Those from 400 on have an index of their own, which is found by just this condition. */
const statusOf: Readonly<Record<CallOutcome, Prisma.ApiCallWhereInput>> = {
  all: {},
  succeeded: { status: { lt: 400 } },
  refused: { AND: [{ status: { gte: 400 } }, { status: { lt: 500 } }] },
  failed: { AND: [{ status: { gte: 400 } }, { status: { gte: 500 } }] },
};

/** The calls of a key, newest first, 50 a page. */
export async function findApiCalls(
  ctx: Ctx,
  apiKeyId: string,
  { outcome, cursor }: ApiCallFilters,
): Promise<ApiCallPage> {
  requirePermission(ctx, "api-keys.manage");
  const rows = await ctx.db.apiCall.findMany({
    where: { workspaceId: ctx.workspaceId, apiKeyId, ...statusOf[outcome], ...(cursor && { id: { lt: cursor } }) },
    orderBy: { id: "desc" },
    take: PAGE_SIZE + 1,
  });
  const items = rows.slice(0, PAGE_SIZE).map(presentCall);
  return { items, nextCursor: rows.length > PAGE_SIZE ? (items.at(-1)?.id ?? null) : null };
}

const presentCall = ({ workspaceId: _, apiKeyId: __, id, at, ...call }: ApiCall): ApiCallView => ({
  ...call,
  id: publicId("acl", id),
  at: at.toISOString(),
});
