import { type Editor, Node } from "@tiptap/core";
import { addRowAfter, goToNextCell, isInTable, tableEditing } from "@tiptap/pm/tables";

/** How many cells a cell takes the place of, as HTML counts them: at least one, and no more than any table has. */
const span = (name: "colspan" | "rowspan") => ({
  default: 1,
  parseHTML: (element: HTMLElement) =>
    Math.min(100, Math.max(1, Number.parseInt(element.getAttribute(name) ?? "1", 10) || 1)),
});

/** The next cell (1), or the one before (-1); behind the last one a new row begins. */
function toCell({ state, view }: Editor, by: -1 | 1): boolean {
  if (!isInTable(state)) return false;
  if (goToNextCell(by)(state, view.dispatch.bind(view))) return true;
  if (by === 1 && addRowAfter(state, view.dispatch.bind(view))) goToNextCell(1)(view.state, view.dispatch.bind(view));
  return true;
}

/** What prosemirror-tables calls the parts of a table. */
const roles = new Map([
  ["table", "table"],
  ["tableRow", "row"],
  ["tableHeader", "header_cell"],
  ["tableCell", "cell"],
]);

/** A table of figures or facts; how wide its columns are is left to what stands in them. */
const TableNode = Node.create({
  name: "table",
  group: "block",
  content: "tableRow+",
  isolating: true,
  parseHTML() {
    return [{ tag: "table" }];
  },
  renderHTML() {
    return ["table", ["tbody", 0]];
  },
  extendNodeSchema: ({ name }) => (roles.has(name) ? { tableRole: roles.get(name) } : {}),
  addProseMirrorPlugins() {
    return [tableEditing({ allowTableNodeSelection: true })];
  },
  addKeyboardShortcuts() {
    return { Tab: () => toCell(this.editor, 1), "Shift-Tab": () => toCell(this.editor, -1) };
  },
});

const RowNode = Node.create({
  name: "tableRow",
  content: "(tableCell | tableHeader)+",
  parseHTML() {
    return [{ tag: "tr" }];
  },
  renderHTML() {
    return ["tr", 0];
  },
});

const cellNode = (name: "tableCell" | "tableHeader", tag: "td" | "th") =>
  Node.create({
    name,
    content: "block+",
    isolating: true,
    addAttributes: () => ({ colspan: span("colspan"), rowspan: span("rowspan") }),
    parseHTML() {
      return [{ tag }];
    },
    renderHTML({ HTMLAttributes }) {
      return [tag, HTMLAttributes, 0];
    },
  });

export const tableNodes = [TableNode, RowNode, cellNode("tableCell", "td"), cellNode("tableHeader", "th")];
