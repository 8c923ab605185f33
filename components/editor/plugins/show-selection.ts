import { Extension } from "@tiptap/core";
import { Plugin, TextSelection } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { activeBlock } from "../blocks/block-place";

/** Marks the block that the settings are about, and what is selected while the focus is in a menu or a field. */
export const ShowSelection = Extension.create({
  name: "showSelection",
  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        props: {
          decorations(state) {
            if (!editor.isEditable) return null;
            const { selection } = state;
            const active = activeBlock(state);
            const shown: Decoration[] = [];
            if (active)
              shown.push(Decoration.node(active.pos, active.pos + active.node.nodeSize, { class: "hm-active" }));
            if (!editor.isFocused && !selection.empty && selection instanceof TextSelection)
              shown.push(Decoration.inline(selection.from, selection.to, { class: "hm-selection" }));
            return DecorationSet.create(state.doc, shown);
          },
        },
      }),
    ];
  },
});
