import fc from "fast-check";
import { simpleParser } from "mailparser";
import PostalMime from "postal-mime";
import { expect, test } from "vitest";
import { messageIdLeft } from "@/lib/mail/mime/verp";
import { MailAddressError, plainMailbox } from "./address";
import { composeMessage, type OutgoingMail, toRawMessage } from "./mime";

const BASE: OutgoingMail = {
  id: "0198c0de-0000-7000-8000-000000000001",
  domain: "mail.acme.test",
  from: { name: "Acme", address: "news@acme.test" },
  to: { name: "Ada Lovelace", address: "ada@example.com" },
  subject: "Hello",
  html: "<p>Hello</p>",
  text: "Hello",
  date: new Date("2026-11-22T10:00:00Z"),
};

const raw = (mail: Partial<OutgoingMail>) => toRawMessage(composeMessage({ ...BASE, ...mail }));
const lines = (message: Buffer) => message.toString("utf8").split("\r\n");
const headerPart = (message: Buffer) => message.toString("utf8").split("\r\n\r\n")[0] ?? "";

/** Text as a person may type it: any script, odd spacing, structure that looks like mail. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc.string({ unit: "grapheme-ascii", maxLength: 200 }),
      fc.constantFrom(
        "\n",
        ".",
        "..\n",
        "From me\n",
        "=",
        "=3D",
        " \n",
        "\t\n",
        "--=_homing_alternative--\n",
        "héllo wörld ",
        "日本語".repeat(30),
        "👩‍👩‍👧".repeat(9),
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join("").replace(/\r\n?/g, "\n"));
const anyLine = anyText.map((text) => text.replace(/\n/g, " "));

/** What a header can carry of a text: no control characters, no white space at the ends. */
const clean = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();

/** Parsers differ about the line ends before a boundary. */
const unended = (text = "") => text.replace(/\n+$/, "");

test("every composed message reads back exactly, in two parsers, whatever was written", async () => {
  await fc.assert(
    fc.asyncProperty(anyLine, anyLine, anyLine, anyText, anyText, async (subject, fromName, toName, html, text) => {
      const message = raw({
        subject,
        html,
        text,
        from: { name: fromName, address: "news@acme.test" },
        to: { name: toName, address: "ada@example.com" },
      });
      const expected = {
        subject: clean(subject),
        from: clean(fromName),
        to: clean(toName),
        html: html.toWellFormed(),
        text: text.toWellFormed(),
      };

      const postal = await PostalMime.parse(message);
      expect(postal.subject ?? "").toBe(expected.subject);
      expect(postal.from?.name).toBe(expected.from);
      expect(postal.from?.address).toBe("news@acme.test");
      expect(postal.to?.[0]?.name).toBe(expected.to);
      expect(postal.to?.[0]?.address).toBe("ada@example.com");
      expect(unended(postal.html)).toBe(unended(expected.html));
      expect(unended(postal.text)).toBe(unended(expected.text));

      const parsed = await simpleParser(message, { skipTextToHtml: true, skipHtmlToText: true, skipTextLinks: true });
      expect(parsed.subject ?? "").toBe(expected.subject);
      expect(parsed.from?.value[0]).toEqual({ name: expected.from, address: "news@acme.test" });
      expect(unended(parsed.html || "")).toBe(unended(expected.html));
      expect(unended(parsed.text)).toBe(unended(expected.text));
    }),
    { numRuns: 300 },
  );
});

test("no line is longer than 76 characters, all ends are CRLF, and everything is ASCII", () => {
  fc.assert(
    fc.property(anyLine, anyLine, anyText, anyText, (subject, name, html, text) => {
      const message = raw({ subject, html, text, from: { name, address: "news@acme.test" } });
      expect(message.toString("latin1")).toMatch(/^[\t\r\n\x20-\x7e]*$/);
      expect(message.toString("latin1")).not.toMatch(/[^\r]\n|\r[^\n]/);
      for (const line of lines(message))
        expect(line.length).toBeLessThanOrEqual(76 + (line.startsWith("Content-Type") ? 2 : 0));
    }),
    { numRuns: 300 },
  );
});

test("no encoded word is longer than 75 characters or splits a character", () => {
  fc.assert(
    fc.property(anyLine, (subject) => {
      const words = headerPart(raw({ subject })).match(/=\?utf-8\?[BQ]\?[^?]*\?=/g) ?? [];
      for (const word of words) {
        expect(word.length).toBeLessThanOrEqual(75);
        const [, , encoding, content = ""] = word.split("?");
        const bytes =
          encoding === "B"
            ? Buffer.from(content, "base64")
            : Buffer.from(
                content
                  .replace(/_/g, " ")
                  .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
                "latin1",
              );
        expect(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes)).not.toThrow();
      }
    }),
  );
});

test("no value can add a header or end the header part", () => {
  const evil = "x\r\nBcc: victim@example.com\r\n\r\n<html>";
  const message = raw({
    subject: evil,
    from: { name: evil, address: "news@acme.test" },
    to: { name: evil, address: "ada@example.com" },
    feedbackId: evil,
    listId: { name: evil, id: "news.acme.test" },
    listUnsubscribe: { oneClickUrl: `https://acme.test/u/1${evil}`, mailto: `u@acme.test${evil}` },
    headers: [{ name: "X-Extra", value: evil }],
  });
  expect(headerPart(message)).not.toMatch(/^(Bcc:|<html>)/m);
  expect(() => raw({ headers: [{ name: "X-A: b\r\nBcc", value: "x" }] })).toThrow(RangeError);
});

test("an address with a line break, without a domain or too long is refused", () => {
  for (const address of [
    "ada@example.com\r\nBcc: x@y.z",
    "ada",
    "@example.com",
    "ada@",
    `${"a".repeat(65)}@example.com`,
    "ada@exa mple.com",
    "ada@example.com/x",
    "a>b@example.com",
  ]) {
    expect(() => raw({ to: { address } }), address).toThrow(MailAddressError);
  }
});

test("an internationalised domain goes out as A-labels, and only a non-ASCII local part needs SMTPUTF8", () => {
  const domainOnly = composeMessage({ ...BASE, to: { address: "info@bücher.example" } });
  expect(domainOnly.headers).toContain("To: info@xn--bcher-kva.example\r\n");
  expect(domainOnly.smtpUtf8).toBe(false);
  const localPart = composeMessage({ ...BASE, to: { address: "jürgen@bücher.example" } });
  expect(localPart.headers).toContain("To: jürgen@xn--bcher-kva.example\r\n");
  expect(localPart.smtpUtf8).toBe(true);
});

test("headers that mailbox providers ask of bulk senders are there, once each", async () => {
  const message = raw({
    replyTo: { name: "Support", address: "help@acme.test" },
    listId: { name: "Acme news", id: "news.lists.acme.test" },
    listUnsubscribe: { oneClickUrl: "https://acme.test/u/token", mailto: "unsubscribe+token@mail.acme.test" },
    feedbackId: "cmp1:wsp1:bulk:homing01",
  });
  const { headers } = await PostalMime.parse(message);
  const value = (key: string) => headers.filter((header) => header.key === key).map((header) => header.value);
  expect(value("message-id")).toEqual([`<${messageIdLeft(BASE.id)}@mail.acme.test>`]);
  expect(value("date")).toEqual(["Sun, 22 Nov 2026 10:00:00 +0000"]);
  expect(value("reply-to")).toEqual(["Support <help@acme.test>"]);
  expect(value("list-id")).toEqual(["Acme news <news.lists.acme.test>"]);
  expect(value("list-unsubscribe")).toEqual(["<https://acme.test/u/token>, <mailto:unsubscribe+token@mail.acme.test>"]);
  expect(value("list-unsubscribe-post")).toEqual(["List-Unsubscribe=One-Click"]);
  expect(value("feedback-id")).toEqual(["cmp1:wsp1:bulk:homing01"]);
});

test("plain text comes before HTML", () => {
  const types = [
    ...raw({})
      .toString()
      .matchAll(/^Content-Type: (text\/\w+)/gm),
  ].map((match) => match[1]);
  expect(types).toEqual(["text/plain", "text/html"]);
});

test("a mailbox in plain words quotes what would be read as syntax", () => {
  const plain = (name: string) => plainMailbox({ name, address: "ada@bücher.example" });
  expect(plain("Ädä")).toBe("Ädä <ada@xn--bcher-kva.example>");
  expect(plain('Lovelace, "Ada"')).toBe('"Lovelace, \\"Ada\\"" <ada@xn--bcher-kva.example>');
  expect(plain("")).toBe("ada@xn--bcher-kva.example");
});
