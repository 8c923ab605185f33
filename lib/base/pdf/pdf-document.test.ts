import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { PdfDocument } from "./pdf-document";
import { readTrueType } from "./true-type";
import { visualText } from "./visual-text";

const font = readTrueType(readFileSync("node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf"));
const made = (texts: readonly string[], language: string | null = null) => {
  const pdf = new PdfDocument({ title: "Proof", author: "Łódź", createdAt: new Date(0), language, font });
  for (const text of texts) pdf.text(text);
  return pdf.finish();
};

/** The contents of the streams, unpacked. */
function streamsOf(file: Buffer): Buffer[] {
  const text = file.toString("latin1");
  return [...text.matchAll(/\/Length (\d+) [^\n]*\nstream\n/g)].map((match) => {
    const begin = match.index + match[0].length;
    return inflateSync(file.subarray(begin, begin + Number(match[1])));
  });
}

test("a document has its objects where its table says", () => {
  const file = made(["Ada Lovelace"]);
  const text = file.toString("latin1");
  const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
  expect(text.slice(start, start + 4)).toBe("xref");
  const offsets = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
  expect(offsets.length).toBeGreaterThan(8);
  for (const [at, offset] of offsets.entries()) expect(text.slice(offset, offset + 9)).toContain(`${at + 1} 0 obj`);
});

test("letters of Europe, of Arabic and of Hebrew are in the font, and can be searched", () => {
  const text = "Özlem Łukasz Иван Αθήνα محمد דוד";
  expect([...visualText(text)].filter((char) => char !== " " && font.glyphOf(char.codePointAt(0)!) === 0)).toEqual([]);
  const map = streamsOf(made([text]))
    .find((stream) => stream.includes("beginbfchar"))!
    .toString();
  const unicode = [...map.matchAll(/<[\da-f]{4}> <([\da-f]+)>/g)].map(([, hex]) =>
    Buffer.from(hex!, "hex").swap16().toString("utf16le"),
  );
  for (const char of text.replaceAll(" ", "")) expect(unicode).toContain(char);
});

test("letters of East Asia are those of the reader, by their language", () => {
  const japanese = made(["山田 太郎 さん"]).toString("latin1");
  expect(japanese).toContain("/HeiseiKakuGo-W5-UniJIS-UTF16-H");
  expect(made(["김철수"]).toString("latin1")).toContain("/HYGoThic-Medium-UniKS-UTF16-H");
  expect(made(["王小明"], "zh-CN").toString("latin1")).toContain("/STSong-Light-UniGB-UTF16-H");
  expect(made(["Ada"]).toString("latin1")).not.toContain("HeiseiKakuGo");
});

test.each([
  ["محمد", "\ufeaa\ufee4\ufea4\ufee3"],
  ["سلام", "\ufee1\ufefc\ufeb3"],
  ["Ada محمد 12", "Ada \ufeaa\ufee4\ufea4\ufee3 12"],
  ["دار", "\ufead\ufe8d\ufea9"],
])("%s stands in the forms and the order of the paper", (text, expected) => {
  expect(visualText(text)).toBe(expected);
});

test("what is long goes on over lines and pages, and nothing of it is lost", () => {
  const words = Array.from({ length: 3000 }, (_, at) => `w${at}`).join(" ");
  const file = made([words, "x".repeat(5000), "a\nb"]);
  expect(file.toString("latin1").match(/\/Type \/Page /g)!.length).toBeGreaterThan(3);
});

test("what no font has is a sign that it lacks, and no fault", () => {
  expect(() => made(["𓀀 \u0007 😀 \ud800"])).not.toThrow();
});
