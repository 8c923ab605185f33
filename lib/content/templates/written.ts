import { builtinTemplates } from "./builtin-templates";
import { type DocNode, readDocument, walkNodes } from "./document.shared";

/** `nothing`: no text and no picture yet. `design`: the text of a built-in design as it came. `own`: somebody has written. */
export type Written = "nothing" | "design" | "own";

/** What the author has written of a mail, and what is still a design's. */
export interface WrittenContent {
  written: Written;
  /** Longer passages that a built-in design brought along, in reading order. */
  designPassages: string[];
}

/** Shorter ones, such as "Read the story", are anybody's. */
const ownLength = 25;

/** What has text of its own; a quotation, a list or a column has it in its paragraphs. */
const withText: ReadonlySet<string> = new Set(["paragraph", "heading", "button"]);

const textOf = (node: DocNode): string => node.text + node.content.map(textOf).join("");

function passagesOf(root: DocNode): string[] {
  return [...walkNodes(root)]
    .filter(({ type }) => withText.has(type))
    .map((node) => textOf(node).replace(/\s+/g, " ").trim())
    .filter((text) => /[\p{L}\p{N}]/u.test(text));
}

let known: ReadonlySet<string> | undefined;

/** Of all built-in designs: an own template may have begun as one. */
function designTexts(): ReadonlySet<string> {
  known ??= new Set(builtinTemplates.flatMap(({ document }) => passagesOf(readDocument(document))));
  return known;
}

/** Tells a mail that somebody has written from an empty one and from a design that is still as it came. */
export function readWritten(content: {
  contentKind: "document" | "html";
  document: unknown;
  html: string | null;
}): WrittenContent {
  const none = { designPassages: [] };
  if (content.contentKind === "html") return { ...none, written: content.html?.trim() ? "own" : "nothing" };
  if (!content.document) return { ...none, written: "nothing" };
  const root = readDocument(content.document);
  const passages = passagesOf(root);
  const ofDesign = passages.filter((passage) => designTexts().has(passage));
  if (passages.length > ofDesign.length)
    return { written: "own", designPassages: ofDesign.filter(({ length }) => length >= ownLength) };
  if (passages.length > 0) return { ...none, written: "design" };
  const shows = [...walkNodes(root)].some(
    (node) => node.type === "mergeTag" || (node.type === "image" && Boolean(node.attrs.src)),
  );
  return { ...none, written: shows ? "own" : "nothing" };
}
