import { type Editor, Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { imageIn, insertUploadedImage, type UploadImage } from "../insert-picture";
import { cursorToDrop } from "../plugins/cursor-to-drop";
import { type CleanPaste, cleanPaste, storable } from "./clean-paste";
import { wordsOf } from "./left-out";
import { placeholder } from "./paste-pictures";
import { sayAtPlace } from "./place-note";

/** Uploads the pictures that came along and puts their addresses into the text; one that cannot be kept is left out. */
async function uploadPictures(cleaned: CleanPaste, upload: UploadImage): Promise<string> {
  const kept = await Promise.all(cleaned.files.map((file) => upload(file)));
  const { body } = new DOMParser().parseFromString(cleaned.html, "text/html");
  kept.forEach((image, i) => {
    const place = body.querySelector(`img[src="${placeholder(i)}"]`);
    if (image) place?.setAttribute("src", image.url);
    else place?.remove();
    // Why was said when it was tried.
  });
  return body.innerHTML;
}

/** True for a picture that was copied alone: some programs put a page around it. */
const isOnlyPicture = (html: string) =>
  !/[^\s\u00a0]/.test(new DOMParser().parseFromString(html, "text/html").body.textContent ?? "");

/** Cleans what is pasted or dragged in from elsewhere, and says beside it what was left out. */
export const CleanPastePlugin = Extension.create<{ upload: UploadImage }>({
  name: "cleanPaste",
  addOptions: () => ({ upload: async () => null }),
  addProseMirrorPlugins() {
    const { editor, options } = this;
    let rtf = "";
    let cleaned: CleanPaste | null = null;
    /** What is being pasted a second time, its pictures uploaded. */
    let ready: string | null = null;
    const finish = async (paste: CleanPaste) => {
      const html = await uploadPictures(paste, options.upload);
      if (editor.isDestroyed) return;
      ready = html;
      cleaned = { ...paste, files: [] };
      editor.view.pasteHTML(html);
      ready = null;
    };
    /** What was there of an earlier one says nothing of this one: that may have been refused, or be a block that is moved. */
    const begin = (data: DataTransfer | null) => {
      rtf = data?.getData("text/rtf") ?? "";
      cleaned = null;
      return false;
    };
    return [
      new Plugin({
        appendTransaction(transactions) {
          const isPaste = transactions.some(
            (tr) => tr.docChanged && (tr.getMeta("paste") || tr.getMeta("uiEvent") === "drop"),
          );
          if (isPaste) sayLater(editor, cleaned ? wordsOf(cleaned.left) : "");
          if (isPaste) cleaned = null;
          return null;
        },
        props: {
          handleDOMEvents: {
            paste: (_view, { clipboardData }) => begin(clipboardData),
            drop: (_view, { dataTransfer }) => begin(dataTransfer),
          },
          transformPastedText: storable,
          transformPastedHTML: (html) => {
            if (html === ready) return html;
            cleaned = cleanPaste(html, rtf);
            return cleaned.html;
          },
          handlePaste: (_view, event) => {
            const html = event.clipboardData?.getData("text/html") ?? "";
            const file = imageIn(event.clipboardData?.files);
            if (file && isOnlyPicture(html)) {
              cleaned = null;
              void insertUploadedImage(editor, file, options.upload);
              return true;
            }
            if (ready !== null || !cleaned || cleaned.files.length === 0) return false;
            void finish(cleaned);
            return true;
          },
          handleDrop: (_view, event, _slice, moved) => {
            if (moved || !cleaned || cleaned.files.length === 0) return false;
            cursorToDrop(editor, event);
            void finish(cleaned);
            return true;
          },
        },
      }),
    ];
  },
});

/** Not while the editor is still taking in what was pasted. */
function sayLater(editor: Editor, words: string): void {
  setTimeout(() => {
    if (!editor.isDestroyed) sayAtPlace(editor.view, words);
  });
}
