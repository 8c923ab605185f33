import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";

/** Segments that a rule or a filter can ask about, by name; ids are public. */
export async function segmentChoices({ db, workspaceId }: Ctx): Promise<{ id: string; name: string }[]> {
  const segments = await db.segment.findMany({
    where: { workspaceId },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 500,
    select: { id: true, name: true },
  });
  return segments.map(({ id, name }) => ({ id: publicId("seg", id), name }));
}
