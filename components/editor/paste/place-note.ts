import { Extension } from "@tiptap/core";
import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import { t } from "@/lib/language/t";

interface Note {
  pos: number;
  words: string;
}

const noteKey = new PluginKey<Note | null>("placeNote");

/** The end of the block of the mail that the cursor is in. */
function placeIn({ selection }: EditorState | Transaction): number {
  const { $head } = selection;
  return $head.depth > 1 ? $head.after(2) : $head.pos;
}

/** Says something beside the place it is about, until it is closed or something else is said. */
export function sayAtPlace(view: EditorView, words: string): void {
  const note = words ? { pos: placeIn(view.state), words } : null;
  if (note || noteKey.getState(view.state)) view.dispatch(view.state.tr.setMeta(noteKey, { note }));
}

function drawNote(words: string) {
  return (view: EditorView) => {
    const note = document.createElement("div");
    note.className = "hm-note";
    note.contentEditable = "false";
    note.setAttribute("role", "status");
    const text = document.createElement("p");
    text.textContent = words;
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = t("Close");
    close.addEventListener("click", () => {
      sayAtPlace(view, "");
      view.focus();
    });
    note.append(text, close);
    return note;
  };
}

/** Room for a note to the author between two blocks; it is no part of the mail. */
export const PlaceNote = Extension.create({
  name: "placeNote",
  addProseMirrorPlugins() {
    return [
      new Plugin<Note | null>({
        key: noteKey,
        state: {
          init: () => null,
          apply: (tr, before) => {
            const said = tr.getMeta(noteKey) as { note: Note | null } | undefined;
            if (said) return said.note;
            return before && { ...before, pos: tr.mapping.map(before.pos) };
          },
        },
        props: {
          decorations(state) {
            const note = noteKey.getState(state);
            if (!note) return null;
            const options = { side: 1, key: note.words, stopEvent: () => true, ignoreSelection: true };
            return DecorationSet.create(state.doc, [Decoration.widget(note.pos, drawNote(note.words), options)]);
          },
        },
      }),
    ];
  },
});
