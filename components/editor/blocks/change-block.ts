import type { Node } from "@tiptap/pm/model";
import { type EditorState, NodeSelection, TextSelection, type Transaction } from "@tiptap/pm/state";
import { type BlockPlace, blockAround } from "./block-place";

const isBlankLine = (node: Node | null | undefined) => node?.type.name === "paragraph" && node.content.size === 0;

/** Where a block goes when it is moved one place up or down; a block at the edge of a card or column leaves it. */
function targetOf(doc: Node, { pos, node, holder, index, ...place }: BlockPlace, by: -1 | 1): number | null {
  const next = holder.maybeChild(index + by);
  // The empty line at the end is there to write on; nothing stands below it.
  const isEnd = by === 1 && index + by === holder.childCount - 1 && isBlankLine(next);
  if (next && !isEnd) return by === 1 ? pos + node.nodeSize + next.nodeSize : pos - next.nodeSize;
  const around = blockAround(doc, { pos, node, holder, index, ...place });
  if (!around) return null;
  return by === 1 ? around.pos + around.node.nodeSize : around.pos;
}

function select(tr: Transaction, pos: number, caret: number): Transaction {
  const { doc } = tr;
  const atom = doc.nodeAt(pos)?.isAtom;
  const selection = atom ? NodeSelection.create(doc, pos) : TextSelection.near(doc.resolve(pos + caret));
  return tr.setSelection(selection).scrollIntoView();
}

/** Moves a block one place up (-1) or down (1), the cursor with it; null where it cannot go further. */
export function moveBlock(state: EditorState, place: BlockPlace, by: -1 | 1): Transaction | null {
  const target = targetOf(state.doc, place, by);
  if (target === null) return null;
  const end = place.pos + place.node.nodeSize;
  const within = state.selection.from - place.pos;
  const caret = within > 0 && within < place.node.nodeSize ? within : 1;
  const tr = state.tr.delete(place.pos, end);
  const pos = tr.mapping.map(target, by);
  return select(tr.insert(pos, place.node), pos, caret);
}

/** Puts a copy of a block under it. */
export function duplicateBlock(state: EditorState, place: BlockPlace): Transaction {
  const end = place.pos + place.node.nodeSize;
  return select(state.tr.insert(end, place.node), end, 1);
}

/** Takes a block away; the cursor goes to what stands there then. */
export function removeBlock(state: EditorState, place: BlockPlace): Transaction {
  const tr = state.tr.delete(place.pos, place.pos + place.node.nodeSize);
  return tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(place.pos, tr.doc.content.size)))).scrollIntoView();
}
