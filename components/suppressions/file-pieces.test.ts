import { expect, test } from "vitest";
import { filePieces } from "./file-pieces";

async function piecesOf(text: string | Uint8Array<ArrayBuffer>, size: number) {
  const found: { text: string; linesBefore: number; endByte: number }[] = [];
  for await (const { body, linesBefore, endByte } of filePieces(new Blob([text]), size)) {
    found.push({ text: await body.text(), linesBefore, endByte });
  }
  return found;
}

test("a small file is one piece, an empty one none", async () => {
  expect(await piecesOf("email\na@b.example\n", 100)).toEqual([
    { text: "email\na@b.example\n", linesBefore: 0, endByte: 18 },
  ]);
  expect(await piecesOf("", 100)).toEqual([]);
});

test("every piece has whole lines with the first line before them, and together they are the file", async () => {
  const lines = Array.from({ length: 40 }, (_, index) => `name${index}@example.com,"a\nb ${index}"\n`);
  const header = "email,note\n";
  const text = header + lines.join("");
  const pieces = await piecesOf(text, 150);
  expect(pieces.length).toBeGreaterThan(5);
  const own = pieces.map((piece, index) => (index === 0 ? piece.text : piece.text.slice(header.length)));
  expect(own.join("")).toBe(text);
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) expect(piece.text.startsWith(`${header}name`)).toBe(true);
    const before = own.slice(0, index).join("");
    expect(piece.linesBefore).toBe(before.split("\n").length - 1);
  }
});

test("what cannot be cut comes whole", async () => {
  const wide = new Uint8Array([0xff, 0xfe, ...Array.from({ length: 400 }, (_, index) => (index % 2 ? 0 : 10))]);
  expect(await piecesOf(wide, 50)).toHaveLength(1);
  expect(await piecesOf(`email\n"never closed${"\nx".repeat(100)}`, 50)).toHaveLength(2);
});
