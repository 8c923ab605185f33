import fc from "fast-check";
import { simpleParser } from "mailparser";
import PostalMime from "postal-mime";
import { expect, test } from "vitest";
import { MailAddressError } from "./address";
import { toRawMessage } from "./mime";
import { composeSingleMail, type SingleMail } from "./single-mail";

const BASE: SingleMail = {
  id: "0198c0de-0000-7000-8000-000000000001",
  domain: "mail.acme.test",
  from: { name: "Acme", address: "news@acme.test" },
  to: [{ name: "Ada", address: "ada@example.com" }],
  cc: [],
  replyTo: [],
  subject: "Hello",
  html: "<p>Hello</p>",
  text: "Hello",
  date: new Date("2026-11-22T10:00:00Z"),
  headers: [],
  files: [],
};

const raw = (mail: Partial<SingleMail>) => toRawMessage(composeSingleMail({ ...BASE, ...mail }));
const file = (fileName: string, data: Buffer, contentId: string | null = null) => ({
  ...{ fileName, data, contentId },
  contentType: "application/octet-stream",
});
const clean = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();

test("files of any octets and names read back exactly, in two parsers", async () => {
  const name = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 80 })
    .filter((text) => clean(text) !== "" && !/[\\/]/.test(text));
  await fc.assert(
    fc.asyncProperty(name, fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (fileName, octets, isInline) => {
      const data = Buffer.from(octets);
      const message = raw({ files: [file(fileName, data, isInline ? "id@x" : null), file("b.txt", data)] });
      for (const line of message.toString("latin1").split("\r\n")) expect(line.length).toBeLessThanOrEqual(998);
      const mail = await PostalMime.parse(message);
      const found = mail.attachments.find((each) => each.filename !== "b.txt") ?? mail.attachments[0];
      expect(Buffer.from(found!.content as ArrayBuffer).equals(data)).toBe(true);
      expect(mail.attachments.map(({ filename }) => filename)).toContain(clean(fileName));
      const other = await simpleParser(message);
      expect(other.attachments.map(({ content }) => content.equals(data))).toEqual([true, true]);
    }),
    { numRuns: 60 },
  );
});

test("no value can add a header, an address or a part", async () => {
  const evil = "x\r\nBcc: evil@example.com\r\n\r\n--=_homing_mixed\r\nContent-Type: text/html";
  const message = raw({
    ...{
      subject: evil,
      from: { name: evil, address: "news@acme.test" },
      to: [{ name: evil, address: "ada@example.com" }],
    },
    ...{ headers: [{ name: "X-A", value: evil }], files: [file(evil, Buffer.from("x"))], text: evil },
  });
  const mail = await PostalMime.parse(message);
  expect([mail.bcc, mail.attachments.length, mail.to?.map(({ address }) => address)]).toEqual([
    undefined,
    1,
    ["ada@example.com"],
  ]);
  expect(message.toString("latin1").split("\r\n\r\n")[0]).not.toMatch(/^bcc:/im);
  expect(() => raw({ headers: [{ name: "X-A: b\r\nBcc", value: "x" }] })).toThrow(RangeError);
  expect(() => raw({ cc: [{ name: "", address: "nobody" }] })).toThrow(MailAddressError);
});

test("text alone is one part, and a mail to hidden recipients names nobody", async () => {
  const message = raw({ html: null, to: [] });
  expect(message.toString()).toContain("Content-Type: text/plain");
  expect(message.toString()).toContain("To: undisclosed-recipients:;");
  expect(message.toString()).not.toContain("multipart");
});
