import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { RawMailError, rawValues, readRawMail, splitRaw, withLineEnds, writeRawMail } from "./raw-mail";

const mail = (text: string) => Buffer.from(text, "latin1");

test("what is read is written again octet for octet, whatever the body holds", () => {
  for (let round = 0; round < 200; round++) {
    const body = Buffer.from(
      randomBytes(round * 7)
        .toString("latin1")
        .replace(/[\r\n]/g, "\r\n"),
      "latin1",
    );
    const raw = Buffer.concat([
      mail("Subject: =?utf-8?q?a?=\r\n\tfolded \r\nX-A:b\r\nTO : a@example.net,\r\n b@example.net\r\n\r\n"),
      body,
    ]);
    const read = readRawMail(raw);
    expect(writeRawMail(read).equals(raw)).toBe(true);
    expect(read.body.equals(body)).toBe(true);
  }
});

test("fields are found by their names, unfolded", () => {
  const { fields } = readRawMail(mail("To : a@example.net,\r\n b@example.net\r\nX-Tag: 1\r\nx-tag:2\r\n\r\n"));
  expect(rawValues(fields, "to")).toEqual(["a@example.net, b@example.net"]);
  expect(rawValues(fields, "x-tag")).toEqual(["1", "2"]);
});

test("only a lone CR or LF is changed", () => {
  const clean = mail("a: b\r\n\r\nx\r\n");
  expect(withLineEnds(clean)).toBe(clean);
  for (const text of ["a\n.\nb", "a\r.\rb", "a\r\n.\nb", "a\n.\r\nb", "a\r.\r\nb"])
    expect(withLineEnds(mail(text)).toString("latin1")).toBe("a\r\n.\r\nb");
  expect(withLineEnds(mail("\r\r\n\n")).toString("latin1")).toBe("\r\n\r\n\r\n");
});

test("a mail without body, and one without header", () => {
  expect(splitRaw(mail("A: b\r\n")).body).toHaveLength(0);
  expect(readRawMail(mail("\r\nText\r\n")).fields).toEqual([]);
  expect(readRawMail(mail("From me Mon Nov 30\r\nA: b\r\n\r\n")).fields).toHaveLength(1);
});

test.each([
  ["A: b\r\nnothing\r\n\r\n", "Line 2"],
  [" folded\r\n\r\n", "Line 1"],
  ["A: \xfc\r\n\r\n", "UTF-8"],
  [`A: ${"x".repeat(300_000)}\r\n\r\n`, "262144"],
  ["A: b\r\n".repeat(1001), "1000 header fields"],
])("what is no mail is named: %#", (text, said) => {
  expect(() => readRawMail(mail(text))).toThrow(RawMailError);
  expect(() => readRawMail(mail(text))).toThrow(said);
});
