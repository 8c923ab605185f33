import { expect, test } from "vitest";
import { sourcesIn, textOf } from "./support/house";

// One name, one thing: what two files of lib export under one name is either the same thing twice, or two things that are mixed up.
const declared =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm;

/** `export { made as List };`, of the file's own. */
const listed = /^export (?:type )?\{([^}]*)\};/gm;

const namesIn = (text: string) => [
  ...[...text.matchAll(declared)].map(([, name]) => name!),
  ...[...text.matchAll(listed)].flatMap(([, names]) => names!.match(/\w+(?=\s*(?:,|$))/gm) ?? []),
];

function clashes(files: readonly { file: string; text: string }[]): string[] {
  const homes = new Map<string, Set<string>>();
  for (const { file, text } of files) {
    for (const name of namesIn(text)) homes.set(name, (homes.get(name) ?? new Set()).add(file));
  }
  return [...homes].filter(([, at]) => at.size > 1).map(([name, at]) => `${name}: ${[...at].join(", ")}`);
}

test("no two files of lib export different things under one name", () => {
  const files = sourcesIn(["lib/**/*.{ts,tsx}"]).map((file) => ({ file, text: textOf(file) }));
  expect(clashes(files)).toEqual([]);
});

test("a clash is found; a schema and its type are one thing", () => {
  const pair = { file: "a.ts", text: "export const List = z.object();\nexport type List = z.infer<typeof List>;" };
  expect(clashes([pair])).toEqual([]);
  expect(clashes([pair, { file: "b.ts", text: "export interface List {}" }])).toEqual(["List: a.ts, b.ts"]);
  expect(clashes([pair, { file: "c.ts", text: "export { made as List };" }])).toEqual(["List: a.ts, c.ts"]);
});
