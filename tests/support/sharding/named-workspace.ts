import type { Catalogue, Table } from "./catalogue";
import { type Level, RANGE, withinQuery } from "./levels";
import { isNode, nodesOf, numberOf, type TreeNode, type TreeValue, walk } from "./node-tree";

/** Says of each table of a query whether a condition holds its rows to the workspace that the statement was given. */
export function nameTables(level: Level, catalogue: Catalogue): void {
  const conditions = [...walk(level.query.jointree, withinQuery)].flatMap((node) =>
    node.node === "FROMEXPR" || node.node === "JOINEXPR" ? [node.quals] : [],
  );
  for (let before = -1; before !== level.named.size; ) {
    before = level.named.size;
    for (const [index, table] of level.tables) {
      const own = (node: TreeNode) => isWorkspace(level, node, index, table);
      if (conditions.some((each) => holds(each, own, level, catalogue))) level.named.add(index);
    }
  }
}

/** Whether all rows that an insert writes are of the one workspace. */
export function insertsIntoOne(level: Level, table: Table): boolean {
  const target = nodesOf(level.query.targetList).find((each) => numberOf(each.resno) === table.workspace);
  if (!isNode(target?.expr)) return false;
  const { expr } = target;
  const range = expr.node === "VAR" ? level.ranges[numberOf(expr.varno) - 1] : undefined;
  if (!range || numberOf(range.rtekind) !== RANGE.values) return isGiven(level, expr);
  const rows = Array.isArray(range.values_lists) ? range.values_lists : [];
  return rows.every((row) => isGiven(level, nodesOf(row)[numberOf(expr.varattno) - 1]));
}

type IsOwn = (node: TreeNode) => boolean;

function holds(condition: TreeValue | undefined, own: IsOwn, level: Level, catalogue: Catalogue): boolean {
  if (!isNode(condition)) return false;
  const each = (arm: TreeValue) => holds(arm, own, level, catalogue);
  const args = nodesOf(condition.args);
  if (condition.node === "BOOLEXPR" && condition.boolop === "and") return args.some(each);
  if (condition.node === "BOOLEXPR" && condition.boolop === "or") return args.every(each);
  if (catalogue.names.get(numberOf(condition.opfuncid)) !== "uuid_eq") return false;
  const [left, right] = args;
  if (!left || !right) return false;
  // Prisma follows a relation by the keys of the rows it has: `workspace_id in ($1, $2)`, the same one again and again.
  if (condition.node === "SCALARARRAYOPEXPR") return own(left) && right.node === "ARRAYEXPR";
  return condition.node === "OPEXPR" && ((own(left) && isGiven(level, right)) || (own(right) && isGiven(level, left)));
}

function isWorkspace(level: Level, node: TreeNode, index: number, table: Table): boolean {
  const source = throughJoins(level, node);
  if (source?.node !== "VAR" || numberOf(source.varlevelsup) > 0) return false;
  return numberOf(source.varno) === index && numberOf(source.varattno) === table.workspace;
}

/** Whether an expression is the workspace that the statement was given, or a column that is held to it. */
function isGiven(level: Level, node: TreeNode | undefined): boolean {
  if (!node) return false;
  if (node.node === "PARAM" || node.node === "CONST") return true;
  if (node.node === "RELABELTYPE" || node.node === "COERCEVIAIO") return isNode(node.arg) && isGiven(level, node.arg);
  const source = throughJoins(level, node);
  if (source?.node !== "VAR") return false;
  let at: Level | null = level;
  for (let up = numberOf(source.varlevelsup); up > 0 && at; up--) at = at.outer;
  return at !== null && isColumnGiven(at, numberOf(source.varno), numberOf(source.varattno));
}

function isColumnGiven(level: Level, index: number, column: number): boolean {
  const table = level.tables.get(index);
  if (table) return table.workspace === column && (level.named.has(index) || insertsInto(level, index, table));
  const inner = innerOf(level, level.ranges[index - 1]);
  if (!inner) return false;
  const returned = nodesOf(inner.query.returningList);
  const columns = returned.length > 0 ? returned : nodesOf(inner.query.targetList);
  const target = columns.find((each) => numberOf(each.resno) === column);
  return isNode(target?.expr) && isGiven(inner, target.expr);
}

const insertsInto = (level: Level, index: number, table: Table) =>
  level.result === index && insertsIntoOne(level, table);

/** The query that a sub-query or a name of a `with` stands for. */
function innerOf(level: Level, range: TreeNode | undefined): Level | undefined {
  if (!range) return undefined;
  if (numberOf(range.rtekind) === RANGE.cte) return level.ctes.get(String(range.ctename));
  return isNode(range.subquery) ? level.inner.get(range.subquery) : undefined;
}

/** A column of a join is a column of one of its sides. */
function throughJoins(level: Level, node: TreeNode): TreeNode | undefined {
  if (node.node !== "VAR" || numberOf(node.varlevelsup) > 0) return node;
  const range = level.ranges[numberOf(node.varno) - 1];
  if (!range || numberOf(range.rtekind) !== RANGE.join) return node;
  return nodesOf(range.joinaliasvars)[numberOf(node.varattno) - 1];
}
