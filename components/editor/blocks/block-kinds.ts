import type { Editor } from "@tiptap/core";
import {
  Columns2,
  Columns3,
  Image,
  type LucideIcon,
  Minus,
  MousePointerClick,
  PanelTop,
  SeparatorHorizontal,
  Table,
} from "lucide-react";
import type { JsonNode } from "@/lib/content/templates/document.shared";
import { t } from "@/lib/language/t";
import { pickImage, type UploadImage } from "../insert-picture";
import { insertBlock } from "./insert-block";

export interface BlockKind {
  id: string;
  label: string;
  icon: LucideIcon;
  /** Other words that somebody may look for it by. */
  search: string;
  /** Puts it where the cursor is, and the cursor where writing goes on. */
  insert(editor: Editor, upload: UploadImage): void;
}

const line: JsonNode = { type: "paragraph" };
const card = (kind: string): JsonNode => ({ type: "section", attrs: { class: kind }, content: [line] });
const columns = (type: string, count: number): JsonNode => ({
  type,
  content: Array.from({ length: count }, () => ({ type: "columnsColumn", content: [line] })),
});
const row = (cell: string): JsonNode => ({
  type: "tableRow",
  content: Array.from({ length: 3 }, () => ({ type: cell, content: [line] })),
});

/** The blocks that can be put into a mail. "Insert" and "/" offer these, in this order and by these names. */
export const blockKinds: readonly BlockKind[] = [
  {
    id: "image",
    label: "Image",
    icon: Image,
    search: "picture photo logo upload",
    insert: (editor, upload) => pickImage(editor, upload),
  },
  {
    id: "button",
    label: "Button",
    icon: MousePointerClick,
    search: "link call to action",
    insert: (editor) =>
      insertBlock(editor, { type: "button", content: [{ type: "text", text: t("Button") }] }, "words"),
  },
  {
    id: "divider",
    label: "Divider",
    icon: Minus,
    search: "line rule hr separator",
    insert: (editor) => insertBlock(editor, { type: "horizontalRule" }, "after"),
  },
  {
    id: "spacer",
    label: "Spacer",
    icon: SeparatorHorizontal,
    search: "space gap room",
    insert: (editor) => insertBlock(editor, { type: "spacer", attrs: { height: 32 } }, "block"),
  },
  {
    id: "table",
    label: "Table",
    icon: Table,
    search: "rows cells prices grid",
    insert: (editor) =>
      insertBlock(
        editor,
        { type: "table", content: [row("tableHeader"), row("tableCell"), row("tableCell")] },
        "inside",
      ),
  },
  {
    id: "card",
    label: "Card",
    icon: PanelTop,
    search: "section box callout background",
    insert: (editor) => insertBlock(editor, card("card"), "inside"),
  },
  {
    id: "accent",
    label: "Card in brand colour",
    icon: PanelTop,
    search: "section box callout background accent",
    insert: (editor) => insertBlock(editor, card("accent"), "inside"),
  },
  {
    id: "twoColumns",
    label: "Two columns",
    icon: Columns2,
    search: "2 side by side layout grid",
    insert: (editor) => insertBlock(editor, columns("twoColumns", 2), "inside"),
  },
  {
    id: "threeColumns",
    label: "Three columns",
    icon: Columns3,
    search: "3 side by side layout grid",
    insert: (editor) => insertBlock(editor, columns("threeColumns", 3), "inside"),
  },
];

const inColumns = (editor: Editor) => ["columnsColumn", "table"].some((name) => editor.isActive(name));

/** What can be put where the cursor is: columns and tables do not stand inside each other, a mail has no room for it. */
export const blockKindsAt = (editor: Editor): readonly BlockKind[] =>
  inColumns(editor) ? blockKinds.filter(({ id }) => !/Columns$|^table$/.test(id)) : blockKinds;
