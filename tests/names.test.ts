import { expect, test } from "vitest";
import { sourcesIn, textOf } from "./support/house";

// One name, one thing: what two files of lib export under one name is either the same thing twice, or two things that are mixed up.
const declared =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm;

function clashes(files: readonly { file: string; text: string }[]): string[] {
  const homes = new Map<string, Set<string>>();
  for (const { file, text } of files) {
    for (const [, name] of text.matchAll(declared)) homes.set(name!, (homes.get(name!) ?? new Set()).add(file));
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
});
