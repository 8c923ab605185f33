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

/** A stored document as the editor holds it: the API may leave the container out, and have several. */
export function inOneContainer(document: EmailDocument): EmailDocument {
  const blocks = document.content.flatMap((node): JsonNode[] =>
    node.type === "container" ? (node.content ?? []) : [node],
  );
  return {
    type: "doc",
    content: [{ type: "container", content: blocks.length > 0 ? blocks : [{ type: "paragraph" }] }],
  };
}
