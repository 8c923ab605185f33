/** A node of PostgreSQL's own query tree, as `debug_print_parse` prints it: `{NAME :field value …}`. */
export interface TreeNode {
  node: string;
  [field: string]: TreeValue;
}
export type TreeValue = TreeNode | TreeValue[] | string | null;

const TOKEN = /[(){}]|\[[^\]]*\]|"(?:[^"\\]|\\.)*"|(?:[^\s(){}"\\]|\\.)+/gs;

/** Reads a printed tree. Throws when it is not one. */
export function readTree(text: string): TreeNode {
  const tokens = text.match(TOKEN) ?? [];
  let at = 0;

  function value(): TreeValue {
    const token = tokens[at++];
    if (token === "{") return fields();
    if (token === "(") return list();
    if (token === undefined) throw new Error("The tree ends early.");
    return token === "<>" ? null : token.replace(/^"|"$/g, "");
  }

  function fields(): TreeNode {
    const result: TreeNode = { node: tokens[at++] ?? "" };
    while (tokens[at] !== "}") {
      const name = tokens[at++]?.slice(1) ?? "";
      const values: TreeValue[] = [];
      // A constant has its length and then its octets in brackets; everything else is one value.
      while (tokens[at] !== "}" && !tokens[at]?.startsWith(":")) values.push(value());
      result[name] = values.length > 1 ? values : (values[0] ?? null);
    }
    at++;
    return result;
  }

  function list(): TreeValue[] {
    const result: TreeValue[] = [];
    while (tokens[at] !== ")") result.push(value());
    at++;
    return result;
  }

  const tree = value();
  if (tree === null || typeof tree !== "object" || Array.isArray(tree)) throw new Error("This is not a tree.");
  return tree;
}

export const isNode = (value: TreeValue | undefined): value is TreeNode =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The nodes of a list; none when it is absent. */
export const nodesOf = (value: TreeValue | undefined): TreeNode[] =>
  Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [];

export const numberOf = (value: TreeValue | undefined): number => Number(typeof value === "string" ? value : 0);

/** Every node below a value, itself included; `into` says whether to go on below one. */
export function* walk(
  value: TreeValue | undefined,
  into: (node: TreeNode) => boolean = () => true,
): Generator<TreeNode> {
  if (Array.isArray(value)) {
    for (const each of value) yield* walk(each, into);
  } else if (isNode(value)) {
    yield value;
    if (!into(value)) return;
    for (const [name, each] of Object.entries(value)) if (name !== "node") yield* walk(each, into);
  }
}
