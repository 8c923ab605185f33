import { parseSync } from "vite";
import { textOf } from "../support/house";

/** A node of ESTree with its place; what a kind has beside it is read by name. */
export interface Node {
  type: string;
  start: number;
  end: number;
  [name: string]: unknown;
}

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && "start" in value;

/** Visits every node of a file, the outer ones first; `around` are those that a node stands in, the nearest last. */
export function walkFile(file: string, visit: (node: Node, around: readonly Node[]) => void): void {
  walkText(file, textOf(file), visit);
}

export function walkText(file: string, text: string, visit: (node: Node, around: readonly Node[]) => void): void {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const around: Node[] = [];
  const walk = (node: Node) => {
    visit(node, around);
    around.push(node);
    for (const value of Object.values(node)) {
      for (const one of Array.isArray(value) ? value : [value]) if (isNode(one)) walk(one);
    }
    around.pop();
  };
  walk(program as unknown as Node);
}

/** The text of a literal, of a template without values, or of literals joined by "+". */
export function literalOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  if (node.type === "TemplateLiteral") {
    const quasis = node.quasis as { value: { cooked: string } }[];
    return quasis.length === 1 ? quasis[0]?.value.cooked : undefined;
  }
  if (node.type === "BinaryExpression" && node.operator === "+") {
    const [left, right] = [literalOf(node.left), literalOf(node.right)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  return undefined;
}

export const lineOf = (file: string, node: Node): string =>
  `${file}:${textOf(file).slice(0, node.start).split("\n").length}`;
