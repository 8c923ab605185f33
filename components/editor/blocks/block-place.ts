import type { Node } from "@tiptap/pm/model";
import { type EditorState, NodeSelection } from "@tiptap/pm/state";

/** Nodes whose children are blocks in the eyes of an author: what can be moved, dragged and taken away as one. */
const holders = new Set(["container", "section", "columnsColumn"]);

export interface BlockPlace {
  pos: number;
  node: Node;
  holder: Node;
  index: number;
  /** How deep the holder stands. */
  depth: number;
}

/** The innermost block around a position, or the one that begins there when it holds no text. */
export function blockAt(doc: Node, pos: number): BlockPlace | null {
  const $pos = doc.resolve(pos);
  const after = $pos.nodeAfter;
  if (holders.has($pos.parent.type.name) && after)
    return { pos, node: after, holder: $pos.parent, index: $pos.index(), depth: $pos.depth };
  for (let depth = $pos.depth; depth > 0; depth--) {
    const holder = $pos.node(depth - 1);
    if (!holders.has(holder.type.name)) continue;
    return { pos: $pos.before(depth), node: $pos.node(depth), holder, index: $pos.index(depth - 1), depth: depth - 1 };
  }
  return null;
}

/** The block that the cursor is in. */
export const blockOfSelection = (state: EditorState): BlockPlace | null => blockAt(state.doc, state.selection.from);

/** The block around the holder of a block: the card or the columns it stands in; null at the top. */
export function blockAround(doc: Node, place: BlockPlace): BlockPlace | null {
  return place.depth <= 1 ? null : blockAt(doc, doc.resolve(place.pos).before(place.depth));
}

/** Kinds of block that can be set up beside being written in. */
export const configurable = [
  "mergeTag",
  "image",
  "button",
  "spacer",
  "table",
  "section",
  "twoColumns",
  "threeColumns",
  "fourColumns",
] as const;
export type Configurable = (typeof configurable)[number];

export interface ActiveBlock {
  type: Configurable;
  pos: number;
  node: Node;
}

const asConfigurable = (node: Node): Configurable | undefined => configurable.find((name) => name === node.type.name);

/** The innermost block with settings that the cursor is in or that is selected. */
export function activeBlock(state: EditorState): ActiveBlock | null {
  const { selection } = state;
  if (selection instanceof NodeSelection) {
    const type = asConfigurable(selection.node);
    if (type) return { type, pos: selection.from, node: selection.node };
  }
  const { $from } = selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    const type = asConfigurable($from.node(depth));
    if (type) return { type, pos: $from.before(depth), node: $from.node(depth) };
  }
  return null;
}
