import { expect, test } from "vitest";
import { sourcesIn, textOf } from "./support/house";

/** Maps and sets that live as long as the process and are no caches: nothing may drop out of them. */
const noCaches: Record<string, string> = {
  "lib/sending/pacing/provider-of.ts#unasked": "work that waits: taken out when it is asked for",
  "lib/sending/engine/journal.ts#unwritten": "answers that are not on the disk yet: taken out as they are written",
  "lib/base/cache/read-together.ts#running": "reads under way: taken out at their end",
  "lib/sending/engine/holder.ts#running": "leases at work: taken out when their work ends",
  "lib/sending/transports/transport-health.ts#probes": "tries at work: taken out at their outcome",
  "lib/client/leave-guard.ts#unsaved": "forms on the page that is open: taken out when they are saved or left",
  "lib/language/t.ts#compiledTexts": "texts of the code: as many as there are",
  "lib/language/t.ts#numberFormats": "locales of workspaces",
  "lib/language/t.ts#pluralRules": "languages, twice",
  "lib/mail/smtp/capabilities.ts#NO_CAPABILITIES": "what a server without EHLO can do: stays empty",
  "lib/people/contacts/reader-settings.shared.ts#names": "a table that is made at its first use",
  "lib/sending/emails/queue.ts#unsaid": "workspaces of the last five milliseconds: told to the workers, then emptied",
};

/**
 * Maps and sets of a module or a class that begin empty, so that they are filled while the process runs, and maps of any kind that are
 * emptied by hand when they are large. Weak ones are emptied by the language.
 */
const filled = [
  /^(?:export )?(?:const|let) (\w+)[^=\n]*= new (?:Map|Set)(?:<[^()]*>)?\((?:\[\])?\);?$/gm,
  /^(?:export )?let (\w+): (?:Map|Set)<[^;=]*;/gm,
  /^(?:export )?(?:const|let) (\w+)[^=\n]*= (?:Object\.create\(null\)|\{[^}]*new (?:Map|Set)(?:<[^()]*>)?\(\))/gm,
  /\bstatic (?:readonly )?(#?\w+)[^=\n]*= new (?:Map|Set)\b/g,
  /(#?\w+)\.size >=? [^;]*?\1\.(?:clear|delete)\(/g,
];
const foundIn = (file: string, text: string) =>
  filled.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name]) => `${file}#${name}`));

test("what a process remembers by key is bounded: lib/base/cache is the one way", () => {
  const files = sourcesIn(["{lib,app,components,emails}/**/*.{ts,tsx}", "*.ts"]);
  expect(files.length).toBeGreaterThan(700);
  expect(files.flatMap((file) => foundIn(file, textOf(file))).sort()).toEqual(Object.keys(noCaches).sort());
});

test("only the room of caches knows the library", () => {
  const users = sourcesIn(["{lib,app,components,emails}/**/*.{ts,tsx}"]).filter((f) =>
    textOf(f).includes('"lru-cache"'),
  );
  expect(users).toEqual(["lib/base/cache/bounded-cache.ts"]);
});

test("a map that is filled while the process runs is noticed, a table is not", () => {
  const text = [
    "const cache = new Map<string, { at: number; value: Promise<Map<string, number>> }>();",
    "export const seen = new Set<string>();",
    "let names: Map<string, string> = new Map();",
    "const table = new Map(rows.map((row) => [row.id, row]));",
    "const words = new Set<string>([",
    "  const local = new Map<string, number>();",
    "const kept = new WeakMap<object, string>();",
    "const wide = new Map<\n  string,\n  number\n>();",
    "let late: Map<string, number> | undefined;",
    "const state = { held: new Map<string, number>() };",
    "const bare = Object.create(null);",
    "  static readonly all = new Map<string, number>();",
    "  if (this.#served.size > 20_000) this.#served.clear();",
    "  if (links.size >= most) return null;",
  ].join("\n");
  const names = foundIn("a.ts", text).map((found) => found.slice("a.ts#".length));
  expect(names.sort()).toEqual(["#served", "all", "bare", "cache", "late", "names", "seen", "state", "wide"]);
});
