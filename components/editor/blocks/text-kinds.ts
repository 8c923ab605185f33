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
import { type Msg, msg } from "@/lib/language/t";
import { kindIn } from "../nodes/known-class";
import { paragraphKinds } from "../nodes/text-attributes";

export interface TextKind {
  id: string;
  label: Msg;
  icon: LucideIcon;
  /** Other words that somebody may look for it by. */
  search: Msg;
}

/** What a line of text can be. The toolbar, the menu at a selection and "/" all call these by the same names. */
export const lineKinds: readonly TextKind[] = [
  { id: "paragraph", label: msg("Text"), icon: Type, search: msg("paragraph plain p", "words to find it by") },
  { id: "h1", label: msg("Title"), icon: Heading1, search: msg("h1 big", "words to find it by") },
  { id: "h2", label: msg("Heading"), icon: Heading2, search: msg("h2 subtitle", "words to find it by") },
  { id: "h3", label: msg("Subheading"), icon: Heading3, search: msg("h3", "words to find it by") },
  { id: "lead", label: msg("Large text"), icon: TextInitial, search: msg("lead intro", "words to find it by") },
  { id: "small", label: msg("Small text"), icon: Type, search: msg("fine print", "words to find it by") },
  {
    id: "eyebrow",
    label: msg("Kicker", "a small line above a heading"),
    icon: Tag,
    search: msg("eyebrow label above", "words to find it by"),
  },
];

/** What several lines can be together. */
export const groupKinds: readonly TextKind[] = [
  {
    id: "bulletList",
    label: msg("Bulleted list"),
    icon: List,
    search: msg("bullets points unordered ul", "words to find it by"),
  },
  {
    id: "orderedList",
    label: msg("Numbered list"),
    icon: ListOrdered,
    search: msg("ordered ol steps", "words to find it by"),
  },
  { id: "blockquote", label: msg("Quote"), icon: Quote, search: msg("blockquote citation", "words to find it by") },
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
