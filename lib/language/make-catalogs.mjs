// Compiles the catalogs that people translate into what the product loads: all texts for the server, those of screens for the browser.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import compile from "icu-minify/compile";

const here = import.meta.dirname;
const translated = ["ar", "de", "es", "fr", "ja", "pt-BR"];

/** As lib/language/key-of.ts. */
export function keyOf(source) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < source.length; at += 1) hash = Math.imul(hash ^ source.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Whether a text of the code has places for values; "Write {{ name }}" has none. */
export function hasPlaces(source) {
  try {
    return Array.isArray(compile(source));
  } catch {
    return false;
  }
}

/** A text from the right holds names and addresses in Latin letters together only where they are isolated (UAX #9: FSI, PDI). */
const [isolate, end] = ["\u2068", "\u2069"];
const fromTheRight = ["ar"];

/** A compiled text with each of its places isolated, but for figures before "%", which belongs to them. */
export function withPlacesIsolated(message) {
  if (!Array.isArray(message)) return message;
  return message.flatMap((part, at) => {
    if (!Array.isArray(part)) return [part];
    const [name, kind, options] = part;
    if (part.length === 1) return String(message[at + 1]).startsWith("%") ? [part] : [isolate, part, end];
    if (typeof kind !== "number" || kind === 0) return [[name, ...withPlacesIsolated(part.slice(1))]];
    const isolated = Object.entries(options).map(([option, said]) => [option, withPlacesIsolated(said)]);
    return [[name, kind, Object.fromEntries(isolated)]];
  });
}

export const readCatalog = (language, part) =>
  JSON.parse(readFileSync(path.join(here, `catalogs/${language}.${part}.json`), "utf8"));

/** One catalog in the form that `t` reads. Throws where two texts would share a key, or a translation cannot be read. */
export function compileCatalog(catalog, language) {
  const compiledFor = (translation) =>
    fromTheRight.includes(language) ? withPlacesIsolated(compile(translation)) : compile(translation);
  const compiled = {};
  const taken = new Map();
  for (const [source, translation] of Object.entries(catalog)) {
    const key = keyOf(source);
    if (taken.has(key))
      throw new Error(`"${source}" and "${taken.get(key)}" share the key ${key}: word one otherwise.`);
    taken.set(key, source);
    if (translation === "") continue;
    try {
      compiled[key] = hasPlaces(source.slice(source.indexOf("\u0004") + 1)) ? compiledFor(translation) : translation;
    } catch (error) {
      throw new Error(`The translation of "${source}" cannot be read: ${error.message}`);
    }
  }
  return compiled;
}

export function makeCatalogs() {
  mkdirSync(path.join(here, "generated"), { recursive: true });
  for (const language of translated) {
    const screens = readCatalog(language, "screens");
    const whole = { ...readCatalog(language, "server"), ...screens };
    const write = (name, catalog) =>
      writeFileSync(path.join(here, `generated/${name}.json`), JSON.stringify(compileCatalog(catalog, language)));
    write(language, whole);
    write(`${language}.screens`, screens);
  }
}
