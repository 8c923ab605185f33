import type { Place } from "@/prisma/distribution";
import type { Catalogue } from "./catalogue";
import { changingCalls } from "./changing-calls";
import { COMMAND, type Level, levelsOf } from "./levels";
import { insertsIntoOne, nameTables } from "./named-workspace";
import type { TreeNode } from "./node-tree";

/**
 * What a statement does that distributed tables refuse, or that would ask every server: a tenant table without its
 * workspace, a tenant table beside a local one, writes to a tenant table and another place at once, and calls that differ
 * from server to server where something is written. Empty when nothing speaks against it.
 */
export function judgeStatement(tree: TreeNode, catalogue: Catalogue): string[] {
  const levels = levelsOf(tree, catalogue, (level) => nameTables(level, catalogue));
  const found = levels.flatMap((level) => [
    ...tablesWithoutWorkspace(level).map((name) => `${name} without its workspace`),
    ...(level.tables.get(writtenBy(level))?.place === "tenant" ? changingCalls(level, catalogue) : []),
  ]);
  const places = new Set(levels.flatMap((level) => [...level.tables.values()].map(({ place }) => place)));
  const written = new Set(
    levels.flatMap((level): Place[] => {
      const table = level.tables.get(writtenBy(level));
      return table ? [table.place] : [];
    }),
  );
  if (places.has("tenant") && places.has("local")) found.push("a tenant table beside a local one");
  if (written.has("tenant") && written.size > 1) found.push("writes a tenant table and another place");
  return [...new Set(found)];
}

const writtenBy = (level: Level) => (level.command === COMMAND.select ? 0 : level.result);

function tablesWithoutWorkspace(level: Level): string[] {
  return [...level.tables].flatMap(([index, table]) => {
    if (table.place !== "tenant") return [];
    const inserted = level.command === COMMAND.insert && index === level.result;
    return (inserted ? insertsIntoOne(level, table) : level.named.has(index)) ? [] : [table.name];
  });
}
