import { expect, test } from "vitest";
import { OpenElements } from "./open-elements";

test("a closing tag closes its element and what is open inside it, and nothing where none is open", () => {
  const open = new OpenElements<number>();
  for (const [at, name] of ["div", "b", "a"].entries()) open.open(name, at);
  expect(open.close("i")).toEqual([]);
  expect(open.close("b")).toEqual([1, 2]);
  expect(open.close("a")).toEqual([]);
  expect(open.depth).toBe(1);
});

test("elements without content are not open, and a paragraph ends where the next begins", () => {
  const open = new OpenElements<string>();
  open.open("br", "break");
  open.open("p", "first");
  expect(open.open("p", "second")).toEqual(["first"]);
  expect(open.depth).toBe(1);
});

test("a hundred thousand closing tags that close nothing do not look through all that is open", () => {
  const open = new OpenElements<number>();
  for (let at = 0; at < 100_000; at++) open.open("a", at);
  const before = process.threadCpuUsage().user;
  for (let at = 0; at < 100_000; at++) open.close("b");
  expect((process.threadCpuUsage().user - before) / 1000).toBeLessThan(500);
  expect(open.depth).toBe(100_000);
});
