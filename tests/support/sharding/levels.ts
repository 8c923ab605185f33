import type { Catalogue, Table } from "./catalogue";
import { isNode, nodesOf, numberOf, type TreeNode, walk } from "./node-tree";

/** PostgreSQL's own numbers (CmdType, RTEKind). */
export const COMMAND = { select: 1, update: 2, insert: 3 } as const;
export const RANGE = { table: 0, subquery: 1, join: 2, values: 5, cte: 6 } as const;

/** A query within a statement, with the ones around it. */
export interface Level {
  query: TreeNode;
  outer: Level | null;
  /** Queries that stand in this one's from clause. */
  inner: Map<TreeNode, Level>;
  ctes: Map<string, Level>;
  command: number;
  ranges: TreeNode[];
  /** Tables by their place in the range table; the first is 1. */
  tables: Map<number, Table>;
  /** The table that is written; 0 when it only reads. */
  result: number;
  /** Tables whose rows are held to the one workspace that the statement names. */
  named: Set<number>;
}

const isQuery = (node: TreeNode) => node.node === "QUERY";
/** Goes on below a node unless it is a query of its own. */
export const withinQuery = (node: TreeNode) => !isQuery(node);

/** All queries of a statement, each after the one around it but for those of a `with`, which come first. */
export function levelsOf(tree: TreeNode, catalogue: Catalogue, visit: (level: Level) => void): Level[] {
  const levels: Level[] = [];
  open(tree, null);
  return levels;

  function open(query: TreeNode, outer: Level | null): Level {
    const level = levelOf(query, outer, catalogue);
    for (const cte of nodesOf(query.cteList)) {
      if (isNode(cte.ctequery)) level.ctes.set(String(cte.ctename), open(cte.ctequery, level));
    }
    levels.push(level);
    visit(level);
    for (const [field, value] of Object.entries(query)) {
      if (field === "node" || field === "cteList") continue;
      for (const node of walk(value, withinQuery)) if (isQuery(node)) level.inner.set(node, open(node, level));
    }
    // What stands in the from clause may name the workspace for the tables beside it.
    visit(level);
    return level;
  }
}

function levelOf(query: TreeNode, outer: Level | null, { tables }: Catalogue): Level {
  const ranges = nodesOf(query.rtable);
  // "excluded" of an upsert is no table that is read.
  const excluded = isNode(query.onConflict) ? numberOf(query.onConflict.exclRelIndex) : 0;
  const known = ranges.flatMap((range, index): [number, Table][] => {
    const table = numberOf(range.rtekind) === RANGE.table ? tables.get(numberOf(range.relid)) : undefined;
    return table && index + 1 !== excluded ? [[index + 1, table]] : [];
  });
  return {
    query,
    outer,
    inner: new Map(),
    ctes: new Map(outer?.ctes),
    command: numberOf(query.commandType),
    ranges,
    tables: new Map(known),
    result: numberOf(query.resultRelation),
    named: new Set(),
  };
}
