import type { Editor } from "@tiptap/core";
import {
  Heading1,
  Heading2,
  Heading3,
  List,
  ListOrdered,
  type LucideIcon,
  Quote,
  Tag,
  TextInitial,
  Type,
} from "lucide-react";
import { kindIn } from "../nodes/known-class";
import { paragraphKinds } from "../nodes/text-attributes";

export interface TextKind {
  id: string;
  label: string;
  icon: LucideIcon;
  /** Other words that somebody may look for it by. */
  search: string;
}

/** What a line of text can be. The toolbar, the menu at a selection and "/" all call these by the same names. */
export const lineKinds: readonly TextKind[] = [
  { id: "paragraph", label: "Text", icon: Type, search: "paragraph plain p" },
  { id: "h1", label: "Title", icon: Heading1, search: "h1 big" },
  { id: "h2", label: "Heading", icon: Heading2, search: "h2 subtitle" },
  { id: "h3", label: "Subheading", icon: Heading3, search: "h3" },
  { id: "lead", label: "Large text", icon: TextInitial, search: "lead intro" },
  { id: "small", label: "Small text", icon: Type, search: "fine print" },
  { id: "eyebrow", label: "Kicker", icon: Tag, search: "eyebrow label above" },
];

/** What several lines can be together. */
export const groupKinds: readonly TextKind[] = [
  { id: "bulletList", label: "Bulleted list", icon: List, search: "bullets points unordered ul" },
  { id: "orderedList", label: "Numbered list", icon: ListOrdered, search: "ordered ol steps" },
  { id: "blockquote", label: "Quote", icon: Quote, search: "blockquote citation" },
];

/** What the line with the cursor is. */
export function lineKindOf(editor: Editor): string {
  for (const level of [1, 2, 3]) if (editor.isActive("heading", { level })) return `h${level}`;
  const kind = kindIn(editor.getAttributes("paragraph").class, paragraphKinds);
  return lineKinds.some(({ id }) => id === kind) ? (kind as string) : "paragraph";
}

/** Makes the lines with the cursor another kind of line, or puts them into a list or quote and out of it. */
export function setTextKind(editor: Editor, id: string): void {
  const chain = editor.chain().focus();
  const level = /^h([123])$/.exec(id)?.[1];
  if (level) chain.setHeading({ level: Number(level) as 1 | 2 | 3 }).run();
  else if (id === "bulletList") chain.toggleBulletList().run();
  else if (id === "orderedList") chain.toggleOrderedList().run();
  else if (id === "blockquote") chain.toggleBlockquote().run();
  else
    chain
      .setParagraph()
      .updateAttributes("paragraph", { class: id === "paragraph" ? "" : id })
      .run();
}
