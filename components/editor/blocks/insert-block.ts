import type { Editor } from "@tiptap/core";
import { NodeSelection, TextSelection, type Transaction } from "@tiptap/pm/state";
import type { JsonNode } from "@/lib/content/templates/document.shared";
import { blockOfSelection } from "./block-place";

/** Where the cursor goes: into the new block, over its words so that typing replaces them, onto it, or behind it. */
type Caret = "inside" | "words" | "block" | "after";

function setCaret(tr: Transaction, pos: number, size: number, caret: Caret): void {
  const { doc } = tr;
  if (caret === "block") tr.setSelection(NodeSelection.create(doc, pos));
  else if (caret === "words") tr.setSelection(TextSelection.create(doc, pos + 1, pos + size - 1));
  else tr.setSelection(TextSelection.near(doc.resolve(caret === "inside" ? pos + 1 : pos + size)));
}

/**
 * Puts a block where the cursor is: in place of an empty line, else under the block that is being written, which is
 * never cut in two.
 */
export function insertBlock(editor: Editor, block: JsonNode, caret: Caret): void {
  const { state, view } = editor;
  const place = blockOfSelection(state);
  if (!place) return;
  const node = state.schema.nodeFromJSON(block);
  const end = place.pos + place.node.nodeSize;
  const isBlank = place.node.isTextblock && place.node.content.size === 0;
  const from = isBlank ? place.pos : end;
  const tr = state.tr.replaceWith(from, end, node);
  if (!tr.doc.resolve(from + node.nodeSize).nodeAfter && caret === "after")
    tr.insert(from + node.nodeSize, state.schema.node("paragraph"));
  setCaret(tr, from, node.nodeSize, caret);
  view.dispatch(tr.scrollIntoView());
  view.focus();
}
