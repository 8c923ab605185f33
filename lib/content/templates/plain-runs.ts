import { escapeHtml } from "@/lib/base/html/escape-html";
import { partOfUrl, wholeUrl } from "@/lib/content/liquid/liquid";

/**
 * Most mail only fills values in. Such a source is cut once into words and values, and a recipient costs a few look-ups
 * instead of a walk through Liquid's syntax tree. Anything else (conditions, loops, other filters, values that are not
 * plain) is left to Liquid; both give the same text, which a property test holds them to.
 */
export interface PlainRuns {
  /** Words and values in turn, beginning and ending with words. */
  words: string[];
  values: PlainValue[];
}

/** One value to be filled in: where it is found, what stands in for it, and how it is made part of an address. */
export interface PlainValue {
  path: string[];
  fallback: string | null;
  encode: "whole" | "part" | null;
}

const output =
  /\{\{ ?([a-z_][\w.]*(?:\[\d+\])?)\s*(?:\|\s*default:\s*(?:"([^"\\{}]*)"|'([^'\\{}]*)'|(-?[1-9]\d{0,8}|0))\s*)?(?:\|\s*(whole_url|url_part)\s*)?\}\}/gi;
const known =
  /^(?:(?:contact|workspace|campaign)\.\w+|slots\.pixel|slots\.links\[\d+\]|unsubscribe_url|preferences_url|view_in_browser_url)$/;
// Liquid gives these names a meaning of their own.
const special = /\.(?:size|first|last)$/;

const whole = new RegExp(`^${output.source}$`, "i");

function readOutput([, path = "", double, single, number, encode]: RegExpExecArray): PlainValue | null {
  if (!known.test(path) || special.test(path)) return null;
  return {
    path: path.split(/[.[\]]+/).filter(Boolean),
    fallback: double ?? single ?? number ?? null,
    encode: encode === "whole_url" ? "whole" : encode === "url_part" ? "part" : null,
  };
}

/** Reads one Liquid output such as `{{ contact.city | default: "there" }}`; null when it is more than a plain value. */
export function plainValue(tag: string): PlainValue | null {
  const match = whole.exec(tag);
  return match && readOutput(match);
}

/** Cuts a Liquid source into runs, or null when it does more than fill values in. */
export function plainRuns(source: string): PlainRuns | null {
  const words: string[] = [];
  const values: PlainValue[] = [];
  let from = 0;
  for (const match of source.matchAll(output)) {
    const value = readOutput(match);
    if (!value) return null;
    words.push(source.slice(from, match.index));
    values.push(value);
    from = match.index + match[0].length;
  }
  words.push(source.slice(from));
  return words.some((run) => /\{\{|\{%/.test(run)) ? null : { words, values };
}

function lookUp(data: object, path: string[]): unknown {
  let value: unknown = data;
  for (const key of path) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, key)) return null;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** The text of one value, escaped for HTML if so asked; null when it is not plain, which only Liquid knows how to write. */
export function fillValue({ path, fallback, encode }: PlainValue, data: object, html: boolean): string | null {
  let value = lookUp(data, path) ?? "";
  if (typeof value === "object" || typeof value === "function" || typeof value === "symbol") return null;
  if (fallback !== null && (value === "" || value === false)) value = fallback;
  if (encode) value = encode === "whole" ? wholeUrl(value) : partOfUrl(value);
  return html ? escapeHtml(value) : String(value);
}

/** Fills the values in; null when one of them is not plain. */
export function fillRuns(runs: PlainRuns, data: object, html: boolean): string | null {
  let text = runs.words[0] ?? "";
  for (let i = 0; i < runs.values.length; i++) {
    const filled = fillValue(runs.values[i] as PlainValue, data, html);
    if (filled === null) return null;
    text += filled + runs.words[i + 1];
  }
  return text;
}
