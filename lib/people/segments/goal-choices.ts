import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";

/** Goals that a rule can ask about, by name; ids are public. */
export async function goalChoices({ db, workspaceId }: Ctx): Promise<{ id: string; name: string }[]> {
  const where = { workspaceId, archivedAt: null };
  const goals = await db.goal.findMany({ where, orderBy: { name: "asc" }, select: { id: true, name: true } });
  return goals.map(({ id, name }) => ({ id: publicId("gol", id), name }));
}
