import { type Editor, Extension } from "@tiptap/core";
import { Plugin, TextSelection } from "@tiptap/pm/state";
import { blockOfSelection } from "../blocks/block-place";
import { moveBlock } from "../blocks/change-block";

function move(editor: Editor, by: -1 | 1): boolean {
  const place = blockOfSelection(editor.state);
  const tr = place && moveBlock(editor.state, place, by);
  if (tr) editor.view.dispatch(tr);
  return true;
}

/** The first place to write in the column before (-1) or after (1) the one with the cursor; false where there is none. */
function toColumn(editor: Editor, by: -1 | 1): boolean {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 1; depth--) {
    if ($from.node(depth).type.name !== "columnsColumn") continue;
    const columns = $from.node(depth - 1);
    const index = $from.index(depth - 1) + by;
    if (!columns.maybeChild(index)) return false;
    const { doc, tr } = editor.state;
    const start = $from.posAtIndex(index, depth - 1);
    editor.view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(start + 1))).scrollIntoView());
    return true;
  }
  return false;
}

/**
 * Tab stays in the text: it goes on to the next cell, column or level of a list. Escape first lets it leave, so that
 * nobody is caught here who has only a keyboard. Alt with an arrow moves a block.
 */
export const EditorKeys = Extension.create<{ onStayed(): void; onLeave(): void }, { leaving: boolean }>({
  name: "editorKeys",
  // Lists and tables come first.
  priority: 10,
  addOptions: () => ({ onStayed: () => undefined, onLeave: () => undefined }),
  addStorage: () => ({ leaving: false }),
  onTransaction({ transaction }) {
    if (transaction.docChanged || transaction.selectionSet) this.storage.leaving = false;
  },
  onBlur() {
    this.storage.leaving = false;
  },
  addProseMirrorPlugins() {
    const { storage } = this;
    // Before every other key of the editor, and without one of them: the browser moves the focus.
    return [new Plugin({ props: { handleDOMEvents: { keydown: (_, { key }) => key === "Tab" && storage.leaving } } })];
  },
  addKeyboardShortcuts() {
    const stay = (by: -1 | 1) => {
      if (toColumn(this.editor, by)) return true;
      this.options.onStayed();
      return true;
    };
    return {
      Tab: () => stay(1),
      "Shift-Tab": () => stay(-1),
      "Alt-ArrowUp": () => move(this.editor, -1),
      "Alt-ArrowDown": () => move(this.editor, 1),
      "Alt-F10": () => {
        this.editor.view.dom.closest("[data-editor]")?.querySelector<HTMLElement>("[role=toolbar] button")?.focus();
        return true;
      },
      Escape: () => {
        this.storage.leaving = true;
        this.options.onLeave();
        return true;
      },
    };
  },
});
