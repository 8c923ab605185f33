import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { maxDepth, maxNodes, maxText } from "@/lib/content/templates/document-limits.shared";
import { t } from "@/lib/language/t";

/** Why a document could not be saved, in words; null when it can be. */
export function limitProblem(doc: Node): string | null {
  if (doc.content.size > maxText) return t("That is more text than a mail can have.");
  let nodes = 1;
  let deepest = 0;
  const count = (node: Node, depth: number) => {
    nodes += node.childCount;
    deepest = Math.max(deepest, depth);
    for (const child of node.children) count(child, depth + 1);
  };
  count(doc, 0);
  if (nodes > maxNodes)
    return t(
      "{most, plural, one {That would make more than # block or piece of text.} other {That would make more than # blocks and pieces of text.}}",
      { most: maxNodes },
    );
  return deepest > maxDepth ? t("That is nested too deeply for a mail.") : null;
}

/** Typing adds this much at most; only what adds more is counted through. */
const typing = 8;

/** Refuses a change that would make the mail larger than one that can be saved, and says so. */
export const WithinLimits = Extension.create<{ onRefused(view: EditorView, problem: string): void }>({
  name: "withinLimits",
  addOptions: () => ({ onRefused: () => undefined }),
  addProseMirrorPlugins() {
    const { editor, options } = this;
    return [
      new Plugin({
        filterTransaction(tr, state) {
          if (!tr.docChanged) return true;
          const grown = tr.doc.content.size - state.doc.content.size;
          if (grown < typing && tr.doc.content.size < maxText) return true;
          const problem = grown > 0 ? limitProblem(tr.doc) : null;
          // Not while the editor is still at the change.
          if (problem) setTimeout(() => options.onRefused(editor.view, problem));
          return problem === null;
        },
      }),
    ];
  },
});
