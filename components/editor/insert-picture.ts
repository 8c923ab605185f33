import type { Editor } from "@tiptap/core";

export interface UploadedImage {
  url: string;
  width: number | null;
}

/** Keeps the file and says where it is; null when it could not be kept (the reason was already shown). */
export type UploadImage = (file: File) => Promise<UploadedImage | null>;

/** Room in the mail's column; a wider picture fills it. */
const columnWidth = 520;

/** Uploads a file and puts the picture where the cursor is; a selected picture is replaced and keeps its words. */
export async function insertUploadedImage(editor: Editor, file: File, upload: UploadImage): Promise<void> {
  const replaced = editor.isActive("image") ? editor.getAttributes("image") : {};
  const image = await upload(file);
  if (!image || editor.isDestroyed) return;
  const width = image.width && image.width < columnWidth ? String(image.width) : "auto";
  editor
    .chain()
    .focus()
    .insertContent({ type: "image", attrs: { alignment: "center", ...replaced, src: image.url, width, height: null } })
    .run();
}

/** Asks for a file, then inserts it. */
export function pickImage(editor: Editor, upload: UploadImage): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = "image/png,image/jpeg,image/gif,image/webp";
  input.onchange = () => {
    const file = input.files?.[0];
    if (file) void insertUploadedImage(editor, file, upload);
  };
  input.click();
}

/** The first picture among files of a clipboard or a drag. */
export const imageIn = (files: FileList | undefined | null) =>
  Array.from(files ?? []).find((file) => file.type.startsWith("image/"));
