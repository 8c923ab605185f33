import { EmailNode } from "@react-email/editor/core";
import type { Editor } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";

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
    .insertContent({ type: "image", attrs: { alignment: "center", ...replaced, src: image.url, width } })
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

const imageIn = (files: FileList | undefined | null) =>
  Array.from(files ?? []).find((file) => file.type.startsWith("image/"));

/** A picture with alternative text; files may be pasted and dropped. */
export function imageNode(upload: UploadImage) {
  return EmailNode.create({
    name: "image",
    group: "block",
    atom: true,
    draggable: true,
    addAttributes() {
      return {
        src: { default: "" },
        alt: { default: "" },
        width: { default: "auto" },
        height: { default: "auto" },
        alignment: { default: "center" },
        href: { default: null },
      };
    },
    parseHTML() {
      return [{ tag: "img[src]" }];
    },
    renderHTML({ HTMLAttributes, node }) {
      const width = Number.parseInt(String(node.attrs.width), 10);
      const { height: _height, width: _width, href, ...attributes } = HTMLAttributes;
      return ["img", { ...attributes, "data-href": href, style: width ? `width:${width}px` : "width:100%" }];
    },
    addProseMirrorPlugins() {
      const { editor } = this;
      const take = (file: File | undefined, event: Event) => {
        if (!file) return false;
        event.preventDefault();
        void insertUploadedImage(editor, file, upload);
        return true;
      };
      return [
        new Plugin({
          key: new PluginKey("imageFiles"),
          props: {
            handlePaste: (_view, event) => take(imageIn(event.clipboardData?.files), event),
            handleDrop: (_view, event, _slice, moved) => !moved && take(imageIn(event.dataTransfer?.files), event),
          },
        }),
      ];
    },
    renderToReactEmail: () => null,
  });
}
