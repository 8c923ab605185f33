import { sourcesIn } from "../support/house";
import { isNode, lineOf, literalOf, type Node, walkFile } from "./walk";

/** A text of the code that is said in people's languages. */
export interface Text {
  /** As it stands in catalogs: with what tells it from equal ones before it. */
  key: string;
  source: string;
  /** "components/lists/growth-card.tsx:17" */
  place: string;
  /** Said with values: its braces are places. `undefined` for marked ones, which are said elsewhere. */
  withValues: boolean | undefined;
  /** The browser says it too. */
  onScreens: boolean;
  /** Said when its file is loaded, before anybody asked. */
  atLoad: boolean;
}

const sayers = new Set(["t", "rich", "msg", "words"]);
const separator = "\u0004";
/** What the browser may load, as tests/architecture.test.ts has it. */
const forScreens = /^(app|components)\/|^lib\/client\/|\.shared\.tsx?$|(^|[/-])schema\.ts$/;

export const speakingFiles = (): string[] => sourcesIn(["{app,components,emails,lib}/**/*.{ts,tsx}"]);

const isFunction = ({ type }: Node) => /Function|MethodDefinition/.test(type);

/** Every text that `t`, `rich`, `msg` and `words` are given in these files. */
export function textsIn(files: readonly string[]): Text[] {
  const found: Text[] = [];
  for (const file of files) {
    walkFile(file, (node, around) => {
      const callee = isNode(node.callee) && node.callee.type === "Identifier" ? String(node.callee.name) : "";
      if (node.type !== "CallExpression" || !sayers.has(callee)) return;
      const [first, second, third] = node.arguments as Node[];
      const source = literalOf(first);
      if (source === undefined) return;
      const about = literalOf(callee === "msg" ? second : third);
      const isMarked = callee === "msg" || callee === "words";
      found.push({
        key: about ? about + separator + source : source,
        source,
        place: lineOf(file, node),
        withValues: isMarked
          ? undefined
          : second !== undefined && literalOf(second) === undefined && !isUndefined(second),
        // Words of schemas and reasons that are kept are said where they are read, which is mostly a screen.
        onScreens: callee === "words" || forScreens.test(file),
        atLoad: !isMarked && !around.some(isFunction),
      });
    });
  }
  return found;
}

const isUndefined = (node: Node) => node.type === "Identifier" && node.name === "undefined";
