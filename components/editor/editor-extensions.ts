import { StarterKit } from "@react-email/editor/extensions";
import type { Extensions } from "@tiptap/core";
import { imageNode, type UploadImage } from "./image-node";
import { MergeTagNode } from "./merge-tag-node";
import { SpacerNode } from "./spacer-node";

const alignable = [
  "heading",
  "paragraph",
  "blockquote",
  "bulletList",
  "orderedList",
  "listItem",
  "button",
  "columnsColumn",
];
const styled = [
  "heading",
  "paragraph",
  "blockquote",
  "bulletList",
  "orderedList",
  "listItem",
  "button",
  "section",
  "link",
];

/**
 * What an author can write with. Free styles, tables and foreign markup are left out on purpose: the brand decides how
 * mail looks, and all that can be made here is what `lib/content/templates/document.shared.ts` knows and the renderer draws.
 */
export function editorExtensions(upload: UploadImage): Extensions {
  return [
    StarterKit.configure({
      CodeBlockPrism: false,
      StyleAttribute: false,
      PreservedStyle: false,
      PreviewText: false,
      GlobalContent: false,
      Table: false,
      TableRow: false,
      TableCell: false,
      TableHeader: false,
      Body: false,
      Div: false,
      Heading: { levels: [1, 2, 3] },
      // The toolbar's menus take the focus for a moment; what was selected must still be so when they come back.
      FocusScopes: { clearSelectionOnBlur: false },
      AlignmentAttribute: { types: alignable },
      ClassAttribute: { types: styled },
    }),
    imageNode(upload),
    SpacerNode,
    MergeTagNode,
  ];
}
