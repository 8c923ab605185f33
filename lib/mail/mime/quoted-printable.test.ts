import fc from "fast-check";
import { expect, test } from "vitest";
import { MessageArena } from "./compiled-arena";
import { encodeRun, type TokenPlace } from "./compiled-run";
import { MessageWriter } from "./compiled-writer";
import { relaxedBody } from "./dkim-canonical";
import { encodeQuotedPrintable } from "./quoted-printable";

const TOKENS = ["A".repeat(64), "From-_09".repeat(8)];

/** Text of the kinds that are hard to encode, short and long. */
const hardText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 40 }),
      fc.string({ unit: fc.constantFrom(" ", "\t", "\r", "\n", ".", "=", "F", "r", "o", "m"), maxLength: 12 }),
      fc.constantFrom(
        "From ",
        ".",
        "\n.",
        "\nFrom ",
        "  ",
        " \n",
        "\r",
        "\n",
        "=",
        "é",
        "👩‍👩‍👧",
        "שלום",
        "x".repeat(74),
        "x".repeat(75),
      ),
      fc.constantFrom("word ".repeat(30), "y".repeat(1200), '<td style="padding:0">', "\u0000", "\ufeff"),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

/** RFC 2045 §6.7, written anew for the test. */
function decode(encoded: string): string {
  const bytes = encoded
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

const normal = (text: string) => text.toWellFormed().replace(/\r\n?|\n/g, "\r\n");

function expectSound(encoded: string): void {
  expect(encoded).toMatch(/^[\r\n\x20-\x7e]*$/);
  expect(encoded).not.toMatch(/[^\r]\n|\r(?!\n)/);
  for (const line of encoded.split("\r\n")) {
    expect(line.length).toBeLessThanOrEqual(76);
    expect(line).not.toMatch(/^\.|^From | {2}| $/);
    expect(line).not.toMatch(/=(?![0-9A-F]{2}|$)/);
  }
}

/** The whole as it would stand in a message; a body's own end is a line end. */
function expectCanonical(encoded: Buffer): void {
  const body = Buffer.concat([Buffer.from("--b\r\n\r\n"), encoded, Buffer.from("\r\n--b--\r\n")]);
  expect(relaxedBody(body).equals(body)).toBe(true);
}

test("property: a text reads back, its lines are short, and its canonical form is itself", () => {
  fc.assert(
    fc.property(hardText, (text) => {
      const encoded = encodeQuotedPrintable(text);
      expect(decode(encoded.toString("latin1"))).toBe(normal(text));
      expectSound(encoded.toString("latin1"));
      expectCanonical(encoded);
    }),
    { numRuns: 600 },
  );
});

const piece = fc.oneof(
  { weight: 3, arbitrary: hardText.map((text) => ({ dynamic: text })) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.oneof(hardText, fc.constantFrom<TokenPlace>({ token: 0, length: 64 }, { token: 1, length: 64 })), {
        minLength: 1,
        maxLength: 4,
      })
      .map((words) => ({ run: words.filter((word) => word !== "") })),
  },
);

test("property: runs, tokens and texts in any order give what the whole text would", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.integer({ min: 0, max: 300 }), (pieces, chunk) => {
      const writer = new MessageWriter(new MessageArena(chunk), TOKENS, 10);
      let whole = "";
      for (const each of pieces) {
        if ("dynamic" in each) {
          writer.text(each.dynamic);
          whole += each.dynamic.toWellFormed();
          continue;
        }
        if (each.run.length === 0) continue;
        writer.run(encodeRun(each.run));
        whole += each.run.map((word) => (typeof word === "string" ? word.toWellFormed() : TOKENS[word.token])).join("");
      }
      const encoded = writer.end();
      expect(decode(encoded.toString("latin1"))).toBe(normal(whole));
      expectSound(encoded.toString("latin1"));
      expectCanonical(encoded);
    }),
    { numRuns: 1000 },
  );
});

test("plain words cost nothing", () => {
  expect(encodeQuotedPrintable("Hello Ada, it is spring.").toString()).toBe("Hello Ada, it is spring.");
});
