import type { Editor } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";

/** Puts the cursor where something was let go; it stays where it is when that was beside the mail. */
export function cursorToDrop(editor: Editor, event: DragEvent): void {
  const at = editor.view.posAtCoords({ left: event.clientX, top: event.clientY });
  if (!at || !editor.view.dom.contains(event.target as Node)) return;
  const { doc, tr } = editor.state;
  editor.view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(at.pos))));
}
