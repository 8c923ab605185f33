import type { PhraseTable } from "@/lib/feedback/classify/phrases/phrase-table";
import type { ReplyProvider } from "@/lib/feedback/classify/provider-of.shared";
import type { BounceCategory } from "@/lib/feedback/classify/taxonomy.shared";

export interface TextRule {
  provider: ReplyProvider | "*";
  category: BounceCategory;
  pattern: { test(text: string): boolean };
  /** Only together with such codes, matched against "550 5.1.1". */
  code?: RegExp;
  /** Said with everything: a status code that names the matter knows better. */
  vague?: true;
}

/** A rule for the words of any provider; `code` narrows it. */
export const rule = (category: BounceCategory, pattern: RegExp, code?: RegExp): TextRule => ({
  provider: "*",
  category,
  pattern,
  ...(code && { code }),
});
/** A rule for words that are said with everything. */
export const vague = (category: BounceCategory, pattern: RegExp): TextRule => ({
  ...rule(category, pattern),
  vague: true,
});
/** Whether a text holds one of the phrases, whatever its case and spaces. Linear in the text for each phrase. */
function anyOf(phrases: readonly string[]): TextRule["pattern"] {
  const wanted = phrases.map((phrase) => phrase.split("*").map((piece) => piece.trim()));
  return {
    test(text) {
      const plain = plainText(text);
      return wanted.some((pieces) => inOrder(plain, pieces));
    },
  };
}

/** All tables read the same reply one after the other, so the last answer is kept. */
let last = { text: "", plain: "" };

function plainText(text: string): string {
  if (last.text !== text) last = { text, plain: text.toLowerCase().replace(/\s+/g, " ").replaceAll("\u2019", "'") };
  return last.plain;
}

const maxGap = 80;

/** The first piece at most eight times, each other one within the gap after the one before. */
function inOrder(text: string, [first = "", ...others]: readonly string[]): boolean {
  let at = text.indexOf(first);
  for (let tries = 0; at >= 0 && tries < 8; tries++) {
    let end = at + first.length;
    const all = others.every((piece) => {
      const found = text.slice(end, end + maxGap + piece.length).indexOf(piece);
      end += found + piece.length;
      return found >= 0;
    });
    if (all) return true;
    at = text.indexOf(first, at + 1);
  }
  return false;
}

/** A rule for each category of a table of phrases. */
export const phraseRules = (table: PhraseTable): TextRule[] =>
  table.map(([category, phrases]) => ({ provider: "*", category, pattern: anyOf(phrases) }));
/** A rule for the words of one provider. */
export const of = (provider: ReplyProvider, category: BounceCategory, pattern: RegExp): TextRule => ({
  provider,
  category,
  pattern,
});
