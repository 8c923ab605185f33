import { Extension } from "@tiptap/core";
import { type EditorState, Plugin, TextSelection } from "@tiptap/pm/state";

declare module "@tiptap/core" {
  interface Storage {
    slashKeys: { onKey: ((event: KeyboardEvent) => boolean) | null };
  }
}

export interface SlashWords {
  /** What is written after the "/". */
  words: string;
  from: number;
  to: number;
}

/** The "/" at the beginning of a line or after a space that the cursor stands behind, with what was written since. */
export function slashWords({ selection }: EditorState): SlashWords | null {
  if (!(selection instanceof TextSelection) || !selection.empty) return null;
  const { $from } = selection;
  if (!["paragraph", "heading"].includes($from.parent.type.name)) return null;
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc");
  const found = /(?:^|\s)(\/(?:[\p{L}\d][\p{L}\d ]{0,19})?)$/u.exec(before)?.[1];
  return found === undefined ? null : { words: found.slice(1), from: $from.pos - found.length, to: $from.pos };
}

/** Hands keys to the open "/" menu before the editor takes them. */
export const SlashKeys = Extension.create<object, { onKey: ((event: KeyboardEvent) => boolean) | null }>({
  name: "slashKeys",
  priority: 1000,
  addStorage: () => ({ onKey: null }),
  addProseMirrorPlugins() {
    const { storage } = this;
    return [new Plugin({ props: { handleKeyDown: (_, event) => storage.onKey?.(event) ?? false } })];
  },
});
