import type { Editor } from "@tiptap/core";
import type { EditorState, Transaction } from "@tiptap/pm/state";
import { type BlockPlace, blockAt } from "./block-place";
import { duplicateBlock, moveBlock, removeBlock } from "./change-block";

const changes = {
  up: (state: EditorState, place: BlockPlace) => moveBlock(state, place, -1),
  down: (state: EditorState, place: BlockPlace) => moveBlock(state, place, 1),
  duplicate: duplicateBlock,
  remove: removeBlock,
};
export type BlockChange = keyof typeof changes;

/** What would be done to the block that begins at a position as the mail is now; null where it cannot be done. */
export function changeAt(editor: Editor, pos: number, change: BlockChange): Transaction | null {
  if (pos >= editor.state.doc.content.size) return null;
  const place = blockAt(editor.state.doc, pos);
  return place?.pos === pos ? changes[change](editor.state, place) : null;
}
