import type { DocNode } from "./document.shared";

/** What only groups other blocks, or holds words: with nothing in it there is nothing to send. */
const holds = new Set<DocNode["type"]>([
  "section",
  "twoColumns",
  "threeColumns",
  "fourColumns",
  "blockquote",
  "bulletList",
  "orderedList",
  "listItem",
  "table",
  "tableRow",
  "heading",
  "button",
]);

const isSeen = (node: DocNode): boolean =>
  node.type === "text"
    ? node.text.trim() !== ""
    : ["mergeTag", "image", "horizontalRule", "spacer"].includes(node.type) || node.content.some(isSeen);

/**
 * The blocks of a mail that there is something of: a card, columns, a list, a quote or a table that nobody wrote in is left out. An
 * empty line is meant as room, but not at the end, where the editor keeps one to write on.
 */
export function blocksToSend(node: DocNode): DocNode[] {
  const blocks = node.content.filter((child) => !holds.has(child.type) || isSeen(child));
  while (isEmptyLine(blocks.at(-1))) blocks.pop();
  return blocks;
}

/** An empty paragraph. */
export const isEmptyLine = (node: DocNode | undefined): boolean =>
  node?.type === "paragraph" && node.content.length === 0;
