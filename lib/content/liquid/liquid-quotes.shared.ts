import { ownTable } from "@/lib/base/text/own-table.shared";

/** Quotes that open and close the same string; keyboards, phones and word processors put any of them in for `"` and `'`. */
const doubles = `"“”„‟«»″＂`;
const singles = `'‘’‚‛‹›′＇`;

const references: Record<string, string> = ownTable({
  ...{ quot: '"', apos: "'", lt: "<", gt: ">", amp: "&", nbsp: " " },
  ...{ ldquo: "“", rdquo: "”", bdquo: "„", lsquo: "‘", rsquo: "’", sbquo: "‚", laquo: "«", raquo: "»" },
});

/** Editors of HTML write quotes, signs and spaces inside a Liquid tag as character references. */
export function withoutReferences(tag: string): string {
  if (!tag.includes("&")) return tag;
  return tag.replace(/&(#x[\da-f]{1,5}|#\d{1,6}|[a-z]{2,5});/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return references[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

/** What may follow a string in Liquid; a quote before anything else is one of the words. */
const afterString = /^\s*($|[|,:)\]]|[-=!<>]|(and|or|contains|limit|offset|reversed|cols|by)\b)/;

/** Where the string that begins at `at` ends: at its own quote, else at the first of its kind after which a string may end. */
function endOfString(inside: string, at: number): number {
  const opener = inside[at] as string;
  if (opener === '"' || opener === "'") {
    for (let i = at + 1; i < inside.length; i++) {
      if (inside[i] === "\\") i += 1;
      else if (inside[i] === opener) return i;
    }
  }
  const family = doubles.includes(opener) ? doubles : singles;
  for (let i = at + 1; i < inside.length; i++) {
    if (family.includes(inside[i] as string) && afterString.test(inside.slice(i + 1, i + 40))) return i;
  }
  return -1;
}

/** Words as a Liquid string. The quote that is not among them delimits them; of both kinds one becomes typographic. */
function quoted(text: string): string {
  if (!text.includes('"')) return `"${text}"`;
  return `'${text.replaceAll("'", "’")}'`;
}

/**
 * A Liquid tag in plain quotes and spaces: typographic ones that delimit a string become those that Liquid reads, those inside a
 * string stay.
 */
export function plainTag(tag: string): string {
  if (!/[^\x20-\x7e]/.test(tag)) return tag;
  const [begin, inside, end] = [tag.slice(0, 2), tag.slice(2, -2), tag.slice(-2)];
  let plain = "";
  for (let at = 0; at < inside.length; at++) {
    const char = inside[at] as string;
    if (!doubles.includes(char) && !singles.includes(char)) {
      plain += /[\s\u200b\ufeff]/.test(char) ? " " : char;
      continue;
    }
    const close = endOfString(inside, at);
    if (close < 0) {
      plain += doubles.includes(char) ? '"' : "'";
      continue;
    }
    const text = inside.slice(at + 1, close);
    plain += char === inside[close] && (char === '"' || char === "'") ? char + text + char : quoted(text);
    at = close;
  }
  return begin + plain + end;
}
