import { expect, test } from "vitest";
import { sourcesIn, textOf } from "./support/house";

/** Maps and sets that live as long as the process and are no caches: nothing may drop out of them. */
const noCaches: Record<string, string> = {
  "lib/sending/pacing/provider-of.ts#unasked": "work that waits: taken out when it is asked for",
  "lib/sending/engine/journal.ts#unwritten": "answers that are not on the disk yet: taken out as they are written",
  "lib/sending/engine/holder.ts#running": "leases at work: taken out when their work ends",
  "lib/sending/transports/transport-health.ts#probes": "tries at work: taken out at their outcome",
};

/** Module-level maps and sets that begin empty, so that they are filled while the process runs. Weak ones are emptied by the language. */
const filled = /^(?:export )?(?:const|let) (\w+)[^=\n]*= new (?:Map|Set)(?:<.*>)?\(\);?$/gm;
const foundIn = (file: string, text: string) => [...text.matchAll(filled)].map(([, name]) => `${file}#${name}`);

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
  ].join("\n");
  expect(foundIn("a.ts", text)).toEqual(["a.ts#cache", "a.ts#seen", "a.ts#names"]);
});
