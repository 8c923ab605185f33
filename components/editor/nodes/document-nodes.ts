import { Node } from "@tiptap/core";
import type { EmailDocument, JsonNode } from "@/lib/content/templates/document.shared";

/** The whole mail: one container, which holds the blocks. */
export const DocumentNode = Node.create({ name: "doc", topNode: true, content: "container" });

/** The column of the mail. */
export const ContainerNode = Node.create({
  name: "container",
  content: "block+",
  defining: true,
  isolating: true,
  selectable: false,
  parseHTML() {
    return [{ tag: "div[data-type=container]" }];
  },
  renderHTML() {
    return ["div", { "data-type": "container", class: "node-container" }, 0];
  },
});

/** What holds at least one block in the editor, a line to write on. */
const holders = ["section", "blockquote", "listItem", "columnsColumn", "tableCell", "tableHeader"];

/** A stored node as the editor takes it: it refuses text without a letter, and would give a heading of no level another than the mail. */
function asEdited(node: JsonNode): JsonNode {
  const content = (node.content ?? []).filter((child) => child.type !== "text" || child.text).map(asEdited);
  if (content.length === 0 && holders.includes(node.type)) content.push({ type: "paragraph" });
  const level = node.type === "heading" && !node.attrs?.level && { attrs: { ...node.attrs, level: 2 } };
  return { ...node, ...level, content };
}

/** A stored document as the editor holds it: the API may leave the container out, and have several. */
export function inOneContainer(document: EmailDocument): EmailDocument {
  const blocks = (asEdited(document).content ?? []).flatMap((node): JsonNode[] =>
    node.type === "container" ? (node.content ?? []) : [node],
  );
  return {
    type: "doc",
    content: [{ type: "container", content: blocks.length > 0 ? blocks : [{ type: "paragraph" }] }],
  };
}
