import { expect, test } from "vitest";
import { octetsAsText } from "./octets";

const sent = (content: unknown) => JSON.parse(JSON.stringify({ to: "a", attachments: [{ filename: "a", content }] }));
const taken = (content: unknown) =>
  (octetsAsText(sent(content)) as { attachments: { content: unknown }[] }).attachments[0]?.content;

test("a Buffer and a typed array of any length become base64", () => {
  const octets = Uint8Array.from({ length: 300_000 }, (_, at) => at % 256);
  const text = Buffer.from(octets).toString("base64");
  expect(taken(Buffer.from(octets)) === text).toBe(true);
  expect(taken(octets) === text).toBe(true);
  expect(taken(Buffer.alloc(0))).toBe("");
});

test.each([
  ["aGk="],
  [{ type: "Buffer", data: [1, 256] }],
  [{ type: "Buffer", data: [1.5] }],
  [{ type: "Buffer", data: "no" }],
  [{ 1: 60 }],
  [{ a: 60 }],
  [{}],
  [null],
])("%j stays as it is", (content) => {
  expect(taken(content)).toEqual(content);
});

test("what has no files stays as it is", () => {
  for (const body of [null, 1, [], {}, { attachments: 1 }, { attachments: [null, 1] }])
    expect(octetsAsText(body)).toEqual(body);
});
