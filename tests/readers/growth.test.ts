import { describe, expect, test } from "vitest";
import { growthProblem, type Reader } from "./growth";

describe("the measure itself", () => {
  const a = { name: "a", unit: 1, of: (chars: number) => "a".repeat(chars) };
  const pairs = (text: string, step: number) => {
    let sum = 0;
    for (let i = 0; i < text.length; i += step) for (let j = 0; j < text.length; j += step) sum += (i ^ j) & 1;
    return sum;
  };

  test.each<[string, Reader]>([
    ["a quadratic pattern", (text) => /a+b/.test(text.slice(0, text.length / 4))],
    ["a quadratic loop", (text) => pairs(text, 8)],
    ["one that is quadratic behind something linear", (text) => [JSON.stringify([...text]), pairs(text, 8)]],
    ["a cubic pattern", (text) => /a*a*b/.test(text)],
    ["an exponential pattern", (text) => /^(a|a)*b/.test(text)],
    ["one of a smaller base", (text) => /^(a|aa)*b/.test(text)],
    ["one that is exponential and bounded", (text) => /^(a|a)*b/.test(text.slice(0, 28))],
    ["one that takes long for anything", (text) => pairs("a".repeat(32_000), 1) + text.length],
  ])("finds %s", async (_name, reader) => expect(await growthProblem(reader, a)).not.toBeNull(), 600_000);

  test.each<[string, Reader]>([
    ["a quick one", (text) => text.toUpperCase().split("A").length],
    ["a slow one", async (text) => JSON.stringify([...text, ...text, ...text].map((char) => char + text.length))],
    ["a quadratic one that is bounded", (text) => pairs(text.slice(0, 2000), 1)],
  ])("is content with one that is linear: %s", async (_name, reader) =>
    expect(await growthProblem(reader, a)).toBeNull(),
  );
});
