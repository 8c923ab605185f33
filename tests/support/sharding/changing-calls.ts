import { type Catalogue, functionsOf } from "./catalogue";
import { COMMAND, type Level, withinQuery } from "./levels";
import { isNode, type TreeValue, walk } from "./node-tree";

/**
 * Calls in a statement that writes a tenant table whose answer may differ from server to server, where Citus refuses them
 * (`ModifyQuerySupported` and `ErrorIfOnConflictNotSupported` of its router planner).
 */
export function changingCalls({ query, command }: Level, catalogue: Catalogue): string[] {
  const { onConflict, jointree } = query;
  const strict: TreeValue[] = [query.returningList ?? null];
  if (isNode(onConflict)) strict.push(onConflict.onConflictSet ?? null, onConflict.onConflictWhere ?? null);
  const changed: TreeValue[] = command === COMMAND.insert ? [] : [isNode(jointree) ? (jointree.quals ?? null) : null];
  if (command === COMMAND.update) changed.push(query.targetList ?? null);
  return [
    ...strict
      .flatMap((each) => calls(each, "sv"))
      .map((name) => `calls ${name}() where only immutable functions may be`),
    ...changed.flatMap((each) => calls(each, "v")).map((name) => `calls ${name}() in an update or its condition`),
    ...changed.flatMap(stableOverColumns).map((name) => `calls ${name}() with a column, or in a case or a coalesce`),
  ];

  /** Names of the functions called that are stable (s) or volatile (v). */
  function calls(value: TreeValue | undefined, kinds: string): string[] {
    return [...walk(value, withinQuery)].flatMap((node) => {
      if (node.node === "SQLVALUEFUNCTION") return kinds.includes("s") ? ["current_timestamp"] : [];
      return functionsOf(node, catalogue)
        .filter((oid) => kinds.includes(catalogue.volatility.get(oid) ?? "v"))
        .map((oid) => catalogue.names.get(oid) ?? String(oid));
    });
  }

  function stableOverColumns(value: TreeValue): string[] {
    return [...walk(value, withinQuery)].flatMap((node) => {
      if (node.node === "CASEEXPR" || node.node === "COALESCEEXPR") return calls(node, "s");
      const stable = functionsOf(node, catalogue).filter((oid) => catalogue.volatility.get(oid) === "s");
      const hasColumn = stable.length > 0 && [...walk(node, withinQuery)].some((each) => each.node === "VAR");
      return hasColumn ? stable.map((oid) => catalogue.names.get(oid) ?? String(oid)) : [];
    });
  }
}
