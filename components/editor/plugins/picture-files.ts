import { type Editor, Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { imageIn, insertUploadedImage, type UploadImage } from "../insert-picture";
import { cursorToDrop } from "./cursor-to-drop";

/** Puts a dropped picture where it was let go, or at the cursor when that was beside the mail; true when there was one. */
export function takePicture(editor: Editor, event: DragEvent, upload: UploadImage): boolean {
  const file = imageIn(event.dataTransfer?.files);
  if (!file) return false;
  event.preventDefault();
  cursorToDrop(editor, event);
  void insertUploadedImage(editor, file, upload);
  return true;
}

/** Where something may be let go: files anywhere in the editor, parts of the mail only in the mail. */
function mayLand(editor: Editor, event: DragEvent): boolean {
  const target = event.target as Element;
  if (editor.view.dragging) return editor.view.dom.contains(target);
  return !event.dataTransfer?.types.some((type) => type === "Files") || target.closest("[data-editor]") !== null;
}

/**
 * Pictures can be dropped into the editor. Beside it nothing can be let go: a browser would open the file in place of the page, and
 * take a block out of the mail that is dropped into a field.
 */
export const PictureFiles = Extension.create<{ upload: UploadImage }>({
  name: "pictureFiles",
  addOptions: () => ({ upload: async () => null }),
  addProseMirrorPlugins() {
    const { editor, options } = this;
    const refuse = (event: DragEvent) => {
      if (mayLand(editor, event)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "none";
    };
    return [
      new Plugin({
        view: () => {
          window.addEventListener("dragover", refuse, true);
          window.addEventListener("drop", refuse, true);
          return {
            destroy: () => {
              window.removeEventListener("dragover", refuse, true);
              window.removeEventListener("drop", refuse, true);
            },
          };
        },
        props: {
          handleDrop: (_view, event, _slice, moved) => !moved && takePicture(editor, event, options.upload),
        },
      }),
    ];
  },
});
