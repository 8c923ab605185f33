import type { Extensions } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { isRefusedUrl } from "@/lib/content/templates/refused-url.shared";
import { t } from "@/lib/language/t";
import type { UploadImage } from "./insert-picture";
import { ButtonNode } from "./nodes/button-node";
import { ColumnNode, columnsNodes } from "./nodes/columns-nodes";
import { ContainerNode, DocumentNode } from "./nodes/document-nodes";
import { ImageNode } from "./nodes/image-node";
import { MergeTagNode } from "./nodes/merge-tag-node";
import { SectionNode } from "./nodes/section-node";
import { SpacerNode } from "./nodes/spacer-node";
import { tableNodes } from "./nodes/table-nodes";
import { TextAttributes } from "./nodes/text-attributes";
import { SupMark, UppercaseMark } from "./nodes/text-marks";
import { CleanPastePlugin } from "./paste/clean-paste-plugin";
import { PlaceNote, sayAtPlace } from "./paste/place-note";
import { EditorKeys } from "./plugins/editor-keys";
import { LineToWriteOn } from "./plugins/line-to-write-on";
import { PictureFiles } from "./plugins/picture-files";
import { ShowSelection } from "./plugins/show-selection";
import { SlashKeys } from "./plugins/slash-keys";
import { WithinLimits } from "./plugins/within-limits";

interface EditorOptions {
  upload: UploadImage;
  /** Tab was pressed where it has nowhere to go on to. */
  onStayed(): void;
  /** Escape was pressed: Tab leaves the text now. */
  onLeave(): void;
}

const text = StarterKit.configure({
  document: false,
  codeBlock: false,
  trailingNode: false,
  heading: { levels: [1, 2, 3] },
  link: {
    openOnClick: false,
    defaultProtocol: "https",
    HTMLAttributes: { class: "node-link", rel: null },
    // What else is wrong with an address is said beside it. A stored link may have none.
    isAllowedUri: (url: string | null) => !isRefusedUrl(url ?? ""),
  },
  dropcursor: { width: 3, class: "hm-drop" },
});

/**
 * What an author can write with. Free styles and foreign markup are left out on purpose: the brand decides how mail looks, and all
 * that can be made here is what `lib/content/templates/document.shared.ts` knows and the renderer draws.
 */
export function editorExtensions({ upload, onStayed, onLeave }: EditorOptions): Extensions {
  return [
    text,
    DocumentNode,
    ContainerNode,
    TextAttributes,
    SupMark,
    UppercaseMark,
    MergeTagNode,
    ButtonNode,
    ImageNode,
    SpacerNode,
    SectionNode,
    ...columnsNodes,
    ColumnNode,
    ...tableNodes,
    LineToWriteOn,
    ShowSelection,
    PlaceNote,
    WithinLimits.configure({
      onRefused: (view, problem) => sayAtPlace(view, t("Nothing was put in. {problem}", { problem })),
    }),
    CleanPastePlugin.configure({ upload }),
    PictureFiles.configure({ upload }),
    SlashKeys,
    EditorKeys.configure({ onStayed, onLeave }),
  ];
}
