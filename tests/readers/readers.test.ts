import { expect, test } from "vitest";
import { adapters } from "./adapters";
import { exceptions } from "./exceptions";
import { type Found, findReaders, readersIn } from "./find-readers";
import { findSchemas } from "./find-schemas";
import { canBeCalled } from "./reader-of";

// Whoever writes a function that reads foreign text gets it measured without doing anything; see find-readers.ts.
const found = findReaders();

test("every exported function that takes a text is measured, or excepted with a reason", async () => {
  const unknown: Found[] = [];
  for (const each of found) {
    const known = adapters[each.id] || exceptions[each.id];
    const alone = !each.reaches && !each.isMethod && !each.parameters.includes(null);
    if (!known && !alone && (each.reaches || !(await canBeCalled(each)))) unknown.push(each);
  }
  expect(
    unknown.map(({ id }) => id),
    "say in tests/readers/adapters.ts how they are called with a long text, or in exceptions.ts why they need not be",
  ).toEqual([]);
  const ids = new Set(found.map(({ id }) => id));
  expect([...Object.keys(adapters), ...Object.keys(exceptions)].filter((id) => !ids.has(id))).toEqual([]);
}, 120_000);

test("there is something to measure", async () => {
  expect(found.length).toBeGreaterThan(350);
  expect(found.map(({ id }) => id)).toContain("lib/base/text/own-words.ts#ownWords");
  expect((await findSchemas()).length).toBeGreaterThan(80);
}, 120_000);

test("finds functions by their parameters, whatever they are called", () => {
  const source = `export function one(text: string, at = 3): number {\n}
export const two = (raw: Buffer): void => {};
export async function three(ctx: Ctx, text: string): Promise<void> {}
export function four<T>(table: Map<string, T>, words: readonly string[]): T {}
export const five = ["a"];
export function six(count: number): void {}`;
  expect(readersIn("x.ts", source).map(({ name, parameters }) => [name, parameters])).toEqual([
    ["one", ["text"]],
    ["two", ["bytes"]],
    ["four", ["set", "texts"]],
  ]);
});
