import { EmailNode } from "@react-email/editor/core";

declare module "@tiptap/core" {
  interface Commands<ReturnType> {
    spacer: {
      /** Puts empty room of a height in CSS pixels after the block. */
      insertSpacer: (height: number) => ReturnType;
    };
  }
}

/** Empty room between two blocks. */
export const SpacerNode = EmailNode.create({
  name: "spacer",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes() {
    return { height: { default: 32, parseHTML: (element) => Number(element.getAttribute("data-height")) || 32 } };
  },
  parseHTML() {
    return [{ tag: "div[data-type=spacer]" }];
  },
  renderHTML({ node }) {
    const height = Number(node.attrs.height);
    return ["div", { "data-type": "spacer", "data-height": height, class: "hm-spacer", style: `height:${height}px` }];
  },
  addCommands() {
    return {
      insertSpacer:
        (height) =>
        ({ commands }) =>
          commands.insertContent({ type: this.name, attrs: { height } }),
    };
  },
  renderToReactEmail: () => null,
});
