import { ownTable } from "@/lib/base/text/own-table.shared";
import { type Msg, msg, t } from "@/lib/language/t";
/** A piece of a line with merge tags: letters as they are, or a tag with what stands in where a contact has nothing. */
export type TextPart = { text: string } | { path: string; fallback: string };

const tag = /\{\{-?\s*([\w.]+)\s*(?:\|\s*default:\s*(?:"([^"{}]*)"|'([^'{}]*)')\s*)?-?\}\}/g;

/** Takes a subject or another single line apart. Only plain tags are told apart; other Liquid stays text. Time grows with the length only. */
export function textParts(line: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of line.matchAll(tag)) {
    if (match.index > end) parts.push({ text: line.slice(end, match.index) });
    parts.push({ path: match[1] ?? "", fallback: match[2] ?? match[3] ?? "" });
    end = match.index + match[0].length;
  }
  if (end < line.length) parts.push({ text: line.slice(end) });
  return parts;
}

const standard: Readonly<Record<string, Msg>> = ownTable({
  "contact.first_name": msg("First name"),
  "contact.last_name": msg("Last name"),
  "contact.email": msg("Email"),
});

/** What a tag is called where its field is not known any more: "contact.kunde_seit" is "Kunde seit". */
export function tagLabel(path: string): string {
  const known = standard[path];
  if (known) return t(known);
  const name = path.slice(path.lastIndexOf(".") + 1).replaceAll("_", " ");
  return name.charAt(0).toUpperCase() + name.slice(1);
}
