import { maybeMsg, t } from "@/lib/language/t";

const MOST_LETTERS = 200;

/**
 * How people read the path of a value in a request: "primaryColor" is "Primary color", "to.1" is "To, number 2", "custom_field" is "Custom
 * field". For sentences that stand alone; beside its own field a message needs no name.
 */
export function fieldWords(path: string): string {
  let said = "";
  // The names of values are ours and short; what else was sent may be of any length.
  for (const part of path.slice(0, MOST_LETTERS).split(".")) {
    if (/^\d+$/.test(part)) said = numbered(said, Number(part) + 1);
    else said = said ? `${said} ${spaced(part)}` : spaced(part);
  }
  const text = said.charAt(0).toUpperCase() + said.slice(1);
  // Most are named like their label on a screen.
  return t(maybeMsg(text));
}

function numbered(field: string, number: number): string {
  if (!field) return t("number {number}", { number });
  const named = t(maybeMsg(field.charAt(0).toUpperCase() + field.slice(1)));
  return t("{field}, number {number}", { field: named, number });
}

function spaced(name: string): string {
  return name
    .replace(/[_-]+/g, " ")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/ Id\b| Ids\b/g, "")
    .toLowerCase();
}
