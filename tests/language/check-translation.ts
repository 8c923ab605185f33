import compile from "icu-minify/compile";

/** Categories that a translation must have: those of whole numbers; "many" of Romance languages is of millions written in words. */
const categoriesOf = (language: string): string[] =>
  new Intl.PluralRules(language)
    .resolvedOptions()
    .pluralCategories.filter((category) => category !== "many" || language === "ar");

/** Places, tags and plurals of a compiled message: "{n}", "<a>", "n plural". */
function shapeOf(message: unknown, seen: Set<string>, onPlural: (options: string[]) => void): Set<string> {
  if (!Array.isArray(message)) return seen;
  for (const part of message) {
    if (!Array.isArray(part)) continue;
    const [name, kind, options] = part as [string, unknown, unknown];
    if (part.length === 1) seen.add(`{${name}}`);
    else if (typeof kind === "number" && kind !== 0) {
      seen.add(`{${name}}`);
      // Plurals and ordinals; a `select` has options of its own.
      if (kind === 2) onPlural(Object.keys(options as object));
      else if (kind === 1) seen.add(`${name}: ${Object.keys(options as object).sort()}`);
      for (const option of Object.values(options as object)) shapeOf(option, seen, onPlural);
    } else {
      seen.add(`<${name}>`);
      shapeOf(part.slice(1), seen, onPlural);
    }
  }
  return seen;
}

const withoutContext = (key: string) => key.slice(key.indexOf("\u0004") + 1);

/** What is wrong with a translation, or null. `key` as in a catalog. */
export function wrongWith(key: string, translation: string, language: string): string | null {
  const source = withoutContext(key);
  if (translation.trim() === "") return "is empty";
  if (/^\s/.test(source) !== /^\s/.test(translation) || /\s$/.test(source) !== /\s$/.test(translation))
    return "begins or ends with a space where the text does not, or the other way round";
  let places: unknown;
  try {
    places = compile(source);
  } catch {
    return null;
  }
  if (!Array.isArray(places)) return null;
  let said: unknown;
  try {
    said = compile(translation);
  } catch (error) {
    return `cannot be read: ${(error as Error).message}`;
  }
  const missing: string[] = [];
  const categories = categoriesOf(language);
  const wanted = [...shapeOf(places, new Set(), () => {})].sort();
  const given = [
    ...shapeOf(said, new Set(), (options) => missing.push(...categories.filter((one) => !options.includes(one)))),
  ];
  if (wanted.join() !== given.sort().join())
    return `has ${given.join(" ") || "no places"}, the text ${wanted.join(" ")}`;
  return missing.length > 0 ? `lacks the plural ${[...new Set(missing)].join(", ")}` : null;
}
