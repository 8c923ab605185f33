import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";

const holders = ["container", "section", "columnsColumn"];
/** After these no key begins a new line. */
const closed = [
  "image",
  "button",
  "horizontalRule",
  "spacer",
  "table",
  "section",
  "twoColumns",
  "threeColumns",
  "fourColumns",
];

/** Keeps an empty line after a picture, card, table… that ends a mail, a card or a column: there must be a place to write on. */
export const LineToWriteOn = Extension.create({
  name: "lineToWriteOn",
  addProseMirrorPlugins() {
    return [
      new Plugin({
        appendTransaction(transactions, _before, { doc, tr, schema }) {
          if (!transactions.some((transaction) => transaction.docChanged)) return null;
          const ends: number[] = [];
          doc.descendants((node, pos) => {
            if (holders.includes(node.type.name) && closed.includes(node.lastChild?.type.name ?? ""))
              ends.push(pos + node.nodeSize - 1);
            return !node.isTextblock;
          });
          for (const end of ends.reverse()) tr.insert(end, schema.node("paragraph"));
          return ends.length > 0 ? tr : null;
        },
      }),
    ];
  },
});
