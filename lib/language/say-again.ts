import { currentLanguage } from "./speech";
import { inEnglish, type Msg, t, type Values } from "./t";

/** A sentence that is kept: in English, whoever is asking. `sayAgain` says it to others. Places only, no plurals. */
export function toKeep(text: Msg, values: Values = {}): string {
  return inEnglish(text).replace(place, (whole, name: string) => String(values[name] ?? whole));
}

/**
 * A sentence of `toKeep` in the language of whoever is asking: `texts` are those that it may have been made of. What none of them has
 * made, such as one of an earlier release, is said as it is.
 */
export function sayAgain(kept: string, texts: readonly Msg[]): string {
  if (currentLanguage() === "en") return kept;
  for (const text of texts) {
    const values = valuesOf(inEnglish(text), kept);
    if (values) return Object.keys(values).length > 0 ? t(text, values) : t(text);
  }
  return kept;
}

const place = /\{(\w+)\}/g;

/** What stands at the places of `text` in `kept`; null when it was not made of it. Goes forward only: `kept` may hold foreign words. */
function valuesOf(text: string, kept: string): Record<string, string> | null {
  // Text and names of places in turn.
  const [start = "", ...rest] = text.split(place);
  if (!kept.startsWith(start)) return null;
  const values: Record<string, string> = {};
  let from = start.length;
  for (let index = 0; index < rest.length; index += 2) {
    const [name = "", next = ""] = rest.slice(index, index + 2);
    const isLast = index + 2 >= rest.length;
    const end = !isLast ? kept.indexOf(next, from) : kept.endsWith(next) ? kept.length - next.length : -1;
    if (end < from) return null;
    values[name] = kept.slice(from, end);
    from = end + next.length;
  }
  return from === kept.length ? values : null;
}
