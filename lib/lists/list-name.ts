import type { Ctx } from "@/lib/context";
import { invalid } from "@/lib/errors";

/** Two lists in use may not share a name: in a picker nobody could tell them apart. */
export async function requireFreeListName(ctx: Ctx, name: string, exceptId?: string): Promise<void> {
  const taken = await ctx.db.list.findFirst({
    where: {
      workspaceId: ctx.workspaceId,
      archivedAt: null,
      name: { equals: name, mode: "insensitive" },
      ...(exceptId && { id: { not: exceptId } }),
    },
    select: { id: true },
  });
  if (taken) throw invalid("The name is taken.", { name: "Another list has this name." });
}
