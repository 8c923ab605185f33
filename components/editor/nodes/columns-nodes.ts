import { Node } from "@tiptap/core";
import { isBlank } from "./section-node";

const names = ["twoColumns", "threeColumns", "fourColumns"] as const;
const percent = /^(100|\d{1,2})(\.\d{1,2})?%$/;

/** Two, three or four columns beside each other. */
export const columnsNodes = names.map((name, i) =>
  Node.create({
    name,
    group: "block",
    content: `columnsColumn{${i + 2}}`,
    defining: true,
    isolating: true,
    parseHTML() {
      return [{ tag: `div[data-type=${name}]` }];
    },
    renderHTML() {
      return ["div", { "data-type": name, class: "node-columns" }, 0];
    },
  }),
);

/** One of them, with its share of the width when they are not alike. */
export const ColumnNode = Node.create({
  name: "columnsColumn",
  content: "block+",
  isolating: true,
  addAttributes() {
    return {
      width: {
        default: null,
        parseHTML: (element) => {
          const width = element.getAttribute("data-width") ?? "";
          return percent.test(width) ? width : null;
        },
        renderHTML: ({ width }) =>
          width ? { "data-width": width, style: `flex: ${Number.parseFloat(width)} 1 0` } : {},
      },
    };
  },
  parseHTML() {
    return [{ tag: "div[data-type=column]" }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["div", { ...HTMLAttributes, "data-type": "column", class: "node-column" }, 0];
  },
  addKeyboardShortcuts() {
    return {
      // Columns with nothing in them go away with the key that empties them.
      Backspace: ({ editor }) => {
        const { empty, $from } = editor.state.selection;
        if (!empty || $from.parentOffset > 0 || $from.depth < 3) return false;
        const depth = $from.depth - 1;
        if ($from.node(depth).type !== this.type || $from.index(depth) > 0 || !isBlank($from.node(depth - 1)))
          return false;
        return editor.commands.deleteNode($from.node(depth - 1).type.name);
      },
    };
  },
});
