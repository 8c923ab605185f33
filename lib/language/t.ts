import format, { type CompiledMessage, type FormatValues } from "icu-minify/format";
import { catalogOf } from "./catalog";
import { compileMessage } from "./compile";
import { keyOf } from "./key-of";
import { currentSpeech } from "./speech";

declare const marked: unique symbol;
/** A text of the code that is still to be said in somebody's language, by `t`. */
export interface Msg {
  readonly [marked]: true;
}

export type Values = Readonly<Record<string, string | number>>;

/** Only what stands in the code can be in a catalog. */
type Literal<S extends string> = string extends S ? never : S;

/** Between what tells two equal texts apart and the text. */
const separator = "\u0004";

/**
 * Marks a text that is said later, where no request is under way yet: in constants. `about` tells equal texts apart that other languages
 * say differently: `msg("Open", "to open something")`.
 */
export function msg<S extends string>(source: Literal<S>, about?: string): Msg {
  return (about ? about + separator + source : source) as unknown as Msg;
}

/** Marks words of a schema: said in the language of whoever asked, where findings become an answer. */
export const words = <S extends string>(source: Literal<S>): string => source;

/** What may be a text of the code: words of a schema, for one. What is none is said as it is. */
export const maybeMsg = (text: string): Msg => text as unknown as Msg;

/** The text as it stands in the code, for what is found under its English name too. */
export const inEnglish = (text: Msg): string => plain(text as unknown as string);

const plain = (whole: string): string => whole.slice(whole.indexOf(separator) + 1);

/**
 * A text of the code in the language of whoever is asking, with values put in: ICU message syntax, see lib/language/README.md. Without
 * `values` it is said as it stands, braces included. English where a language has no translation.
 */
export function t<S extends string>(source: Literal<S> | Msg, values?: Values, about?: string): string {
  const message = said(source as string, values !== undefined, about);
  if (values !== undefined) return formatted<string>(message, values) as string;
  // Words of others may be worded like a text of ours that has places: `maybeMsg`.
  return typeof message === "string" ? message : plain(source as string);
}

type Said<Rich> = string | Rich | (string | Rich)[];

/** The same with functions for `<tags>`, in pieces; `rich` makes them React's. */
export function pieces<Rich>(source: Msg, values: FormatValues<Rich>): Said<Rich> {
  return formatted<Rich>(said(source as unknown as string, true), values);
}

function formatted<Rich>(message: CompiledMessage, values: FormatValues<Rich>): Said<Rich> {
  return format<Rich>(message, currentSpeech().language, values, { formatters });
}

function said(source: string, hasValues: boolean, about?: string): CompiledMessage {
  const { language } = currentSpeech();
  const whole = about ? about + separator + source : source;
  const translated = language === "en" ? undefined : catalogOf(language)?.[keyOf(whole)];
  if (translated !== undefined) return translated;
  const text = plain(whole);
  return hasValues ? compiled(text) : text;
}

const compiledTexts = new Map<string, CompiledMessage>();

function compiled(source: string): CompiledMessage {
  let message = compiledTexts.get(source);
  if (message === undefined) {
    message = compileMessage(source);
    compiledTexts.set(source, message);
  }
  return message;
}

const numberFormats = new Map<string, Intl.NumberFormat>();
const pluralRules = new Map<string, Intl.PluralRules>();

function keptIn<T>(kept: Map<string, T>, key: string, make: () => T): T {
  const found = kept.get(key) ?? make();
  kept.set(key, found);
  return found;
}

const formatters = {
  // "#" in a plural: figures are the workspace's, the category is the language's.
  getNumberFormat: () => {
    const { figures } = currentSpeech();
    return keptIn(numberFormats, figures, () => new Intl.NumberFormat(figures));
  },
  getPluralRules: (language: string, options: Intl.PluralRulesOptions) =>
    keptIn(pluralRules, `${language} ${options.type}`, () => new Intl.PluralRules(language, options)),
  getDateTimeFormat: (): never => {
    throw new Error("Dates are written by makeFormat, and given as values.");
  },
};
