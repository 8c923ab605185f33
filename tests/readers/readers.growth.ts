import path from "node:path";
import { describe, expect, test } from "vitest";
import { adapters, more } from "./adapters";
import { exceptions } from "./exceptions";
import { type Found, findReaders, type Parameter, readersIn } from "./find-readers";
import { growthProblem, type Reader } from "./growth";
import { growing } from "./units";

const root = path.resolve(import.meta.dirname, "../..");

// Whoever writes a function that reads foreign text gets it measured without doing anything; see find-readers.ts.
const found = findReaders().filter(({ reaches }) => !reaches);

const argument: Record<Parameter, (text: string) => unknown> = {
  text: (text) => text,
  texts: (text) => [text, ...text.slice(0, 100_000).split("\n")],
  bytes: (text) => Buffer.from(text),
  number: () => 50,
  boolean: () => true,
  date: () => new Date(0),
  function: () => (text: string) => text,
  set: () => new Set(),
  list: () => [],
};

/** What stands in for an object that is not known here; a function that uses it fails with a TypeError. */
const anything = (kind: Parameter | null, text: string): unknown => (kind ? argument[kind](text) : {});

async function readerOf({ id, file, name, parameters }: Found): Promise<Reader> {
  const adapter = adapters[id];
  if (adapter) return adapter;
  const module = (await import(/* @vite-ignore */ path.join(root, file))) as Record<
    string,
    (...given: unknown[]) => unknown
  >;
  return (text) => module[name]?.(...parameters.map((kind) => anything(kind, text)));
}

/** Growing texts that the reader is too slow for, with how slow; three are enough to be told. */
async function problemsOf(reader: Reader): Promise<string[]> {
  const problems: string[] = [];
  for (const text of growing) {
    const problem = await growthProblem(reader, text);
    if (problem) problems.push(`${text.name}: ${problem}`);
    if (problems.length === 3) break;
  }
  return problems;
}

/** Whether a function can be called with what stands in for its other parameters. */
async function canBeCalled(each: Found): Promise<boolean> {
  const reader = await readerOf(each);
  for (const text of ["", "a", "a@b.example", "<a href='x'>{{ x }}"]) {
    try {
      await reader(text);
    } catch (error) {
      if (error instanceof TypeError && !/URL|token/i.test(error.message)) return false;
    }
  }
  return true;
}

test("every exported function that takes a text is measured, or excepted with a reason", async () => {
  const unknown: Found[] = [];
  for (const each of found) {
    const told = !each.parameters.includes(null) || adapters[each.id] || exceptions[each.id];
    if (!told && !(await canBeCalled(each))) unknown.push(each);
  }
  expect(
    unknown.map(({ id }) => id),
    "say in tests/readers/adapters.ts how they are called with a long text, or in exceptions.ts why they need not be",
  ).toEqual([]);
  const ids = new Set(findReaders().map(({ id }) => id));
  expect([...Object.keys(adapters), ...Object.keys(exceptions)].filter((id) => !ids.has(id))).toEqual([]);
});

test("there is something to measure", () => {
  expect(found.length).toBeGreaterThan(200);
  expect(found.map(({ id }) => id)).toContain("lib/replies/own-words.ts#ownWords");
});

describe("time grows no faster than the text", () => {
  test.each(found.filter(({ id }) => !exceptions[id]).map((each) => [each.id, each] as const))(
    "%s",
    async (_id, each) => expect(await problemsOf(await readerOf(each))).toEqual([]),
    120_000,
  );
  test.each(Object.entries(more))("%s", async (_name, reader) => expect(await problemsOf(reader)).toEqual([]), 120_000);
});

describe("the measure itself", () => {
  const a = { name: "a", of: (chars: number) => "a".repeat(chars) };

  test("finds a reader that is quadratic, and one that is much worse", async () => {
    expect(await growthProblem((text) => /a+b/.test(text), a)).not.toBeNull();
    expect(await growthProblem((text) => /^(a|a)*b/.test(text.slice(0, 24)) && text.length, a)).not.toBeNull();
    const slowLoop = (text: string) => {
      let sum = 0;
      for (let i = 0; i < text.length; i += 8) for (let j = 0; j < text.length; j += 8) sum += (i ^ j) & 1;
      return sum;
    };
    expect(await growthProblem(slowLoop, a)).not.toBeNull();
  });

  test("is content with one that is linear", async () => {
    expect(await growthProblem((text) => text.toUpperCase().split("A").length, a)).toBeNull();
    expect(await growthProblem(async (text) => JSON.stringify([...text]).length, a)).toBeNull();
  });

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
});
