import { currentLanguage } from "./speech";
import { inEnglish, type Msg, t, type Values } from "./t";

/** A sentence that is kept: in English, whoever is asking. `sayAgain` says it to others. Places only, no plurals. */
export function toKeep(text: Msg, values: Values = {}): string {
  return inEnglish(text).replace(place, (whole, name: string) => String(values[name] ?? whole));
}

/** What says a value that is a sentence of ours itself, by the name of its place. */
type Within = Readonly<Record<string, (value: string) => string>>;

/**
 * A sentence of `toKeep`, or one that `t` said in English, in the language of whoever is asking: `texts` are those that it may have been
 * made of, with one plural at most. What none of them has made, such as one of an earlier release, is said as it is.
 */
export function sayAgain(kept: string, texts: readonly Msg[], within: Within = {}): string {
  if (currentLanguage() === "en") return kept;
  for (const text of texts) {
    for (const { sentence, counted } of sentencesOf(inEnglish(text))) {
      const values = valuesOf(sentence, kept);
      if (!values || (counted !== undefined && Number.isNaN(numberIn(values[counted])))) continue;
      const said = Object.entries(values).map(([name, value]): [string, string | number] => [
        name,
        name === counted ? numberIn(value) : (within[name]?.(value) ?? value),
      ]);
      return said.length > 0 ? t(text, Object.fromEntries(said)) : t(text);
    }
  }
  return kept;
}

const place = /\{(\w+)\}/g;
const plural = /\{(\w+), plural, ((?:\w+ \{[^{}]*\} ?)+)\}/;
const branch = /\w+ \{([^{}]*)\}/g;

const numberIn = (written: string | undefined) => Number(written?.replaceAll(",", ""));

/** What a text may read like: one sentence for each branch of its plural, with a place for the number, which is `counted`. */
function sentencesOf(text: string): { sentence: string; counted?: string }[] {
  const [whole, counted = "", branches = ""] = plural.exec(text) ?? [];
  if (whole === undefined) return [{ sentence: text }];
  return [...branches.matchAll(branch)].map(([, said = ""]) => ({
    sentence: text.replace(whole, () => said.replaceAll("#", `{${counted}}`)),
    counted,
  }));
}

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
