import { ownTable } from "@/lib/base/text/own-table.shared";

const keyboardSwaps: Record<string, string> = ownTable({
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  $: "s",
  "@": "a",
});

const maxLooked = 500;

let loading: Promise<ReadonlySet<string>> | undefined;

/** The 49,000 commonest passwords of real leaks, lower-cased. Loaded at first use: only choosing a password needs them. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  loading ??= import("@zxcvbn-ts/language-common").then(
    ({ dictionary }) => new Set((dictionary["passwords-common"] as string[]).map((entry) => entry.toLowerCase())),
  );
  return loading;
}

/**
 * True for a password among the first that people guess. Few entries of any such list are as long as we ask for, so the
 * usual ways to make them longer count too: said twice, digits or signs around it, letters as digits, written backwards.
 */
export async function isCommonPassword(password: string): Promise<boolean> {
  const known = await commonPasswords();
  // No list has longer ones, and what is looked at costs time.
  if (password.length > maxLooked) return isRun(password);
  const plain = password.normalize("NFKC").toLowerCase();
  return [plain, withoutSwaps(plain)].some(
    (text) => isRun(text) || [text, repeated(text), core(text), repeated(core(text))].some((form) => has(known, form)),
  );
}

const has = (known: ReadonlySet<string>, text: string) =>
  text.length >= 3 && (known.has(text) || known.has([...text].reverse().join("")));

function withoutSwaps(text: string): string {
  return [...text].map((char) => keyboardSwaps[char] ?? char).join("");
}

/** What is said twice or more, once: "monkeymonkey" is "monkey". */
function repeated(text: string): string {
  const found = (text + text).indexOf(text, 1);
  return found > 0 && found < text.length ? text.slice(0, found) : text;
}

/** The word without the few digits and signs around it. Many of them are a secret of their own: then nothing is taken away. */
function core(text: string): string {
  const letters = /\p{L}/u;
  const chars = [...text];
  const first = chars.findIndex((char) => letters.test(char));
  const last = chars.findLastIndex((char) => letters.test(char));
  if (first < 0) return text;
  const around = [...chars.slice(0, first), ...chars.slice(last + 1)].join("");
  const weak = around.length < 8 || new Set(around).size < 5 || isRun(around);
  return weak ? chars.slice(first, last + 1).join("") : text;
}

/** The same few characters, or one after the other as in the alphabet or on the row of digits. */
export function isRun(text: string): boolean {
  const codes = [...text].map((char) => char.codePointAt(0) ?? 0);
  if (new Set(codes).size < 4) return true;
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  const even = (step: number) => steps.every((own) => own === step || own === -9 * step);
  return even(1) || even(-1);
}
