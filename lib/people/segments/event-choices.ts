import type { Ctx } from "@/lib/base/context";

/** Shown to choose from; others are asked for through the API. */
const NAMES = 200;
const PROPERTIES = 30;

/** Events that a rule can ask about: the names that came last, in their order, with some of their properties. */
export async function eventChoices({ db, workspaceId }: Ctx): Promise<{ name: string; properties: string[] }[]> {
  const rows = await db.eventName.findMany({
    where: { workspaceId },
    orderBy: { lastSeenAt: "desc" },
    take: NAMES,
    select: { name: true, propertyKeys: true },
  });
  const choices = rows.map(({ name, propertyKeys }) => ({ name, properties: propertyKeys.slice(0, PROPERTIES) }));
  return choices.sort((a, b) => (a.name < b.name ? -1 : 1));
}
