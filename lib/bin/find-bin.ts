import type { BinKind } from "@/lib/base/bin/bin-kinds.shared";
import { ownEntries } from "@/lib/base/bin/take-from-bin";
import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";

/** A line of the bin. */
export interface BinItem {
  id: string;
  kind: BinKind;
  name: string;
  deletedByName: string;
  deletedAt: string;
}

/** What can be brought back, the latest first; at most 500. */
export async function findBin(ctx: Ctx): Promise<BinItem[]> {
  requirePermission(ctx, "contacts.read");
  const rows = await ctx.db.binEntry.findMany({
    where: ownEntries(ctx),
    orderBy: { deletedAt: "desc" },
    take: 500,
    omit: { binned: true },
  });
  return rows.map(({ id, kind, name, deletedByName, deletedAt }) => ({
    ...{ id: publicId("bin", id), kind, name, deletedByName, deletedAt: deletedAt.toISOString() },
  }));
}
