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
import { type Msg, msg, t } from "@/lib/language/t";
import { pickImage, type UploadImage } from "../insert-picture";
import { insertBlock } from "./insert-block";

export interface BlockKind {
  id: string;
  label: Msg;
  icon: LucideIcon;
  /** Other words that somebody may look for it by. */
  search: Msg;
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
    label: msg("Image"),
    icon: Image,
    search: msg("picture photo logo upload", "words to find it by"),
    insert: (editor, upload) => pickImage(editor, upload),
  },
  {
    id: "button",
    label: msg("Button"),
    icon: MousePointerClick,
    search: msg("link call to action", "words to find it by"),
    insert: (editor) =>
      insertBlock(editor, { type: "button", content: [{ type: "text", text: t("Button") }] }, "words"),
  },
  {
    id: "divider",
    label: msg("Divider"),
    icon: Minus,
    search: msg("line rule hr separator", "words to find it by"),
    insert: (editor) => insertBlock(editor, { type: "horizontalRule" }, "after"),
  },
  {
    id: "spacer",
    label: msg("Spacer"),
    icon: SeparatorHorizontal,
    search: msg("space gap room", "words to find it by"),
    insert: (editor) => insertBlock(editor, { type: "spacer", attrs: { height: 32 } }, "block"),
  },
  {
    id: "table",
    label: msg("Table"),
    icon: Table,
    search: msg("rows cells prices grid", "words to find it by"),
    insert: (editor) =>
      insertBlock(
        editor,
        { type: "table", content: [row("tableHeader"), row("tableCell"), row("tableCell")] },
        "inside",
      ),
  },
  {
    id: "card",
    label: msg("Card"),
    icon: PanelTop,
    search: msg("section box callout background", "words to find it by"),
    insert: (editor) => insertBlock(editor, card("card"), "inside"),
  },
  {
    id: "accent",
    label: msg("Card in brand colour"),
    icon: PanelTop,
    search: msg("section box callout background accent", "words to find it by"),
    insert: (editor) => insertBlock(editor, card("accent"), "inside"),
  },
  {
    id: "twoColumns",
    label: msg("Two columns"),
    icon: Columns2,
    search: msg("2 side by side layout grid", "words to find it by"),
    insert: (editor) => insertBlock(editor, columns("twoColumns", 2), "inside"),
  },
  {
    id: "threeColumns",
    label: msg("Three columns"),
    icon: Columns3,
    search: msg("3 side by side layout grid", "words to find it by"),
    insert: (editor) => insertBlock(editor, columns("threeColumns", 3), "inside"),
  },
];

const inColumns = (editor: Editor) => ["columnsColumn", "table"].some((name) => editor.isActive(name));

/** What can be put where the cursor is: columns and tables do not stand inside each other, a mail has no room for it. */
export const blockKindsAt = (editor: Editor): readonly BlockKind[] =>
  inColumns(editor) ? blockKinds.filter(({ id }) => !/Columns$|^table$/.test(id)) : blockKinds;
