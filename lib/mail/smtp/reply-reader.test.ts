import fc from "fast-check";
import { expect, test } from "vitest";
import { ReplyReader, SmtpProtocolError } from "./reply-reader";

/** What a reader makes of octets that come in these pieces. */
function read(...pieces: string[]): string[] {
  const reader = new ReplyReader();
  const replies: string[] = [];
  for (const piece of pieces) {
    reader.read(Buffer.from(piece), (code) => {
      replies.push(`${code} ${reader.text()}`);
      return true;
    });
  }
  return replies;
}

test("replies are cut out of what comes, whole or in pieces", () => {
  expect(read("250 a\r\n354 b\r\n")).toEqual(["250 250 a", "354 354 b"]);
  expect(read("2", "50 a", "\r", "\n354", " b\r\n")).toEqual(["250 250 a", "354 354 b"]);
  expect(read("250\r\n", "220 \r\n", "250 bare line feed\n")).toEqual([
    "250 250",
    "220 220 ",
    "250 250 bare line feed",
  ]);
});

test("the lines of a reply become one, with its enhanced code once", () => {
  expect(read("550-5.1.1 no such\r\n550-5.1.1 user here\r\n550 5.1.1 at all\r\n")).toEqual([
    "550 550 5.1.1 no such user here at all",
  ]);
  expect(read("421-busy\r\n421 later\r\n")).toEqual(["421 421 busy later"]);
});

test("control characters and broken UTF-8 never get into the words", () => {
  const reader = new ReplyReader();
  const bytes = Buffer.concat([Buffer.from("550 a\0b\tc "), Buffer.from([0xff]), Buffer.from("\r\n")]);
  reader.read(bytes, () => {
    expect(reader.text()).toBe("550 a b c \ufffd");
    return true;
  });
  expect.assertions(1);
});

test("what is no SMTP reply is an error", () => {
  for (const garbage of [
    "hello\r\n",
    "HTTP/1.1 400 Bad Request\r\n",
    "99 low\r\n",
    "650 high\r\n",
    "2500 long\r\n",
    "\r\n",
  ]) {
    expect(() => read(garbage), garbage).toThrow(SmtpProtocolError);
  }
  expect(() => read("250-a\r\n550 b\r\n")).toThrow("two codes");
});

test("a line over 2 KB and a reply over 64 KB are errors, also without an end", () => {
  expect(read(`250 ${"x".repeat(2000)}\r\n`)).toHaveLength(1);
  expect(() => read(`250 ${"x".repeat(3000)}\r\n`)).toThrow("too long");
  expect(() => read("250 ", ...Array.from({ length: 30 }, () => "x".repeat(100)))).toThrow("without an end");
  expect(() => read(...Array.from({ length: 700 }, () => `250-${"x".repeat(100)}\r\n`))).toThrow("without an end");
});

test("however the octets are cut, the replies are the same", () => {
  const line = fc.stringMatching(/^[ -~]{0,40}$/);
  const reply = fc.tuple(fc.integer({ min: 200, max: 599 }), fc.array(line, { minLength: 1, maxLength: 4 }));
  const wire = (replies: [number, string[]][]) =>
    replies
      .flatMap(([code, lines]) => lines.map((text, at) => `${code}${at === lines.length - 1 ? " " : "-"}${text}\r\n`))
      .join("");
  fc.assert(
    fc.property(fc.array(reply, { minLength: 1, maxLength: 5 }), fc.array(fc.nat(200)), (replies, cuts) => {
      const text = wire(replies);
      const at = [0, ...cuts.map((cut) => cut % text.length).sort((a, b) => a - b), text.length];
      const pieces = at.slice(1).map((end, index) => text.slice(at[index], end));
      expect(read(...pieces.filter((piece) => piece !== ""))).toEqual(read(text));
      expect(read(text).map((each) => Number(each.slice(0, 3)))).toEqual(replies.map(([code]) => code));
    }),
  );
});
