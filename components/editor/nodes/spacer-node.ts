import { Node } from "@tiptap/core";

/** Empty room between two blocks. */
export const SpacerNode = Node.create({
  name: "spacer",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes() {
    return {
      height: {
        // As the mail has it where none is said.
        default: 24,
        parseHTML: (element) =>
          Math.min(200, Math.max(4, Math.round(Number(element.getAttribute("data-height"))) || 32)),
      },
    };
  },
  parseHTML() {
    return [{ tag: "div[data-type=spacer]" }];
  },
  renderHTML({ node }) {
    const height = Number(node.attrs.height);
    return ["div", { "data-type": "spacer", "data-height": height, class: "hm-spacer", style: `height:${height}px` }];
  },
});
