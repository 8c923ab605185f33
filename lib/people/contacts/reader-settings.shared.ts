/** Fixed offsets are no zones: they know no summer time, and PostgreSQL reads their sign the other way round. */
const OFFSET = /^[+-]|^etc\/|^(gmt|utc)[+-]\d/i;

/** The name of a time zone as the time zone database spells it ("europe/berlin" gives Europe/Berlin), or null when there is none. */
export function readTimeZone(text: string): string | null {
  const name = text.trim().replace(/\s+/g, "_");
  if (name === "" || name.length > 64 || OFFSET.test(name)) return null;
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    // Some names are old ones of a zone, such as Europe/Kiev; they stay as they were written when every clock knows them.
    return timeZone.toLowerCase() === name.toLowerCase() || !/^[A-Z]\w*(\/[A-Z][\w-]*)*$/.test(name) ? timeZone : name;
  } catch {
    return null;
  }
}

/** A language as a BCP 47 tag ("pt_br", "PT-BR" and "pt-br" give pt-BR; "German" gives de), or null when there is none. */
export function readLanguage(text: string): string | null {
  const tag = text.trim().replaceAll("_", "-").replace(/\..*$/, "");
  if (tag === "") return null;
  const named = byName(tag);
  if (named) return named;
  try {
    const locale = new Intl.Locale(tag);
    if (tag.length > 35 || !known(locale.language)) return null;
    return locale.baseName;
  } catch {
    return null;
  }
}

const languageNames = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });

function known(language: string): boolean {
  try {
    return languageNames.of(language) !== undefined;
  } catch {
    return false;
  }
}

/** What a form offers and what is understood by name. */
export const LANGUAGES: readonly string[] =
  "ar bg ca cs da de el en es et eu fa fi fr ga gl he hi hr hu id is it ja ko lt lv mk ms nb nl no pl pt ro ru sk sl sq sr sv th tr uk vi zh".split(
    " ",
  );
let names: Map<string, string> | undefined;

/** By what the language is called in English or by those who speak it. */
function byName(text: string): string | undefined {
  names ??= new Map(
    LANGUAGES.flatMap((tag) =>
      ["en", tag].map((locale): [string, string] => [
        (new Intl.DisplayNames([locale], { type: "language" }).of(tag) ?? tag).toLowerCase(),
        tag,
      ]),
    ),
  );
  return names.get(text.toLowerCase());
}
