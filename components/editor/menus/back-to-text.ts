import type { Editor } from "@tiptap/core";

/** When a menu closes and leaves the focus nowhere, it goes back to the text: else the next letters would be shortcuts. */
export const backToText = (editor: Editor) => (event: Event) => {
  event.preventDefault();
  setTimeout(() => {
    if (!editor.isDestroyed && (document.activeElement ?? document.body) === document.body) editor.view.focus();
  });
};
