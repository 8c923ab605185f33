import { words } from "@/lib/language/t";
import { Unreadable } from "./provider";

export type Fields = Readonly<Record<string, unknown>>;

const NONE: Fields = {};

/** The value as an object; an empty one where it is anything else. */
export function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : NONE;
}

/** The value as a list; a single value is a list of one, nothing is none. */
export function list(value: unknown): unknown[] {
  if (value === undefined || value === null || value === "") return [];
  return Array.isArray(value) ? value : [value];
}

/** The value as trimmed text; null for nothing, "" and anything that is no text, number or boolean. */
export function text(value: unknown): string | null {
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") return null;
  return value.trim() === "" ? null : value.trim();
}

/** The first of the values that is a text. */
export function firstText(...values: unknown[]): string | null {
  for (const value of values) {
    const found = text(value);
    if (found !== null) return found;
  }
  return null;
}

/** The address in `a@example.com` or `Name <a@example.com>`; null where there is none. */
export function mailAddress(value: unknown): string | null {
  const given = text(value);
  if (!given) return null;
  const inner = /<([^<>]+)>\s*$/.exec(given)?.[1] ?? given;
  return inner.includes("@") ? inner.trim() : null;
}

/** Unix time in seconds, or in milliseconds where it is too large for seconds; fractions count. */
export function unixTime(value: unknown): Date | null {
  const number = typeof value === "number" ? value : Number(text(value) ?? Number.NaN);
  if (!Number.isFinite(number) || number <= 0) return null;
  return validDate(new Date(Math.round(number > 100_000_000_000 ? number : number * 1000)));
}

/** ISO 8601 with a zone; a time without one is nobody's time and counts as none. */
export function isoTime(value: unknown): Date | null {
  const given = text(value);
  if (!given || !/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(?:Z|[+-]\d{2}(?::?\d{2})?)$/i.test(given)) return null;
  const whole = given.replace(" ", "T").replace(/(\.\d{3})\d+/, "$1");
  // PostgreSQL writes a zone of whole hours as +00.
  return validDate(new Date(/T.*[+-]\d{2}$/.test(whole) ? `${whole}:00` : whole));
}

/** Either of the two, whichever the value is: providers change from one to the other between versions. */
export function eventTime(value: unknown): Date | null {
  return unixTime(value) ?? isoTime(value);
}

/** Whether a flag is set, as a boolean, a number or a text. */
export function isSet(value: unknown): boolean {
  return value === true || value === 1 || /^(true|1)$/i.test(typeof value === "string" ? value : "");
}

function validDate(date: Date): Date | null {
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 ? null : date;
}

/** JSON of the body. Whole numbers beyond 2^53 become text, so that ids keep their last digits. Throws `Unreadable`. */
export function parseJson(rawBody: Uint8Array): unknown {
  const body = Buffer.from(rawBody).toString("utf8");
  if (body.trim() === "") throw new Unreadable(words("The body is empty."));
  try {
    return JSON.parse(body, exactInteger) as unknown;
  } catch {
    throw new Unreadable(words("The body is not whole JSON."));
  }
}

function exactInteger(_key: string, value: unknown, context?: { source?: string }): unknown {
  const inexact = typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value);
  return inexact && context?.source && /^-?\d+$/.test(context.source) ? context.source : value;
}

/** Values of a JSON text that some providers wrap in a string; the text itself where it is none. */
export function looseJson(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** Every event of a payload that is either one object or a list of them. Throws `Unreadable` for anything else. */
export function eventObjects(payload: unknown): Fields[] {
  const items = Array.isArray(payload) ? payload : [payload];
  return items.map((item) => {
    if (typeof item !== "object" || item === null || Array.isArray(item))
      throw new Unreadable(words("An event is no object."));
    return item as Fields;
  });
}
