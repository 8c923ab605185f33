import { Node } from "@tiptap/core";
import type { Node as PmNode } from "@tiptap/pm/model";
import { knownClass } from "./known-class";

export const sectionKinds = ["card", "tint", "accent"] as const;

/** True when there is nothing to read or see in a block. */
export const isBlank = (node: PmNode): boolean => {
  let blank = true;
  node.descendants((child) => {
    if (child.isText || (child.isAtom && child.type.name !== "hardBreak")) blank = false;
    return blank;
  });
  return blank;
};

/** Blocks that belong together, on a background of their own when they have a kind. */
export const SectionNode = Node.create({
  name: "section",
  group: "block",
  content: "block+",
  defining: true,
  isolating: true,
  addAttributes() {
    return { class: knownClass(sectionKinds, "") };
  },
  parseHTML() {
    return [{ tag: "section[data-type=section]" }];
  },
  renderHTML({ HTMLAttributes }) {
    const { class: kind, ...attributes } = HTMLAttributes;
    return ["section", { ...attributes, "data-type": "section", class: `node-section ${kind ?? ""}`.trim() }, 0];
  },
  addKeyboardShortcuts() {
    return {
      // An empty card goes away with the key that empties it.
      Backspace: ({ editor }) => {
        const { empty, $from } = editor.state.selection;
        if (!empty || $from.parentOffset > 0) return false;
        const depth = $from.depth - 1;
        if ($from.node(depth).type !== this.type || !isBlank($from.node(depth))) return false;
        return editor.commands.deleteNode(this.name);
      },
    };
  },
});
