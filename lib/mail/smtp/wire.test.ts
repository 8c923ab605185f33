import fc from "fast-check";
import { expect, test } from "vitest";
import { testMessage } from "@/tests/support/smtp-hand-over";
import { NO_CAPABILITIES, parseCapabilities } from "./capabilities";
import { dotStuff, endOfContent, envelopeOf, localRefusal, WireBuffer, wireContent, xtext } from "./wire";

const everything = parseCapabilities([
  "peer.test",
  "PIPELINING",
  "SIZE 10000",
  "8BITMIME",
  "SMTPUTF8",
  "DSN",
  "AUTH PLAIN LOGIN",
  "AUTH=LOGIN XOAUTH2",
]);

/** What a receiver makes of stuffed content (RFC 5321 §4.5.2). */
const unstuff = (text: string) => text.replace(/(^|\r\n)\./g, "$1");

test("EHLO keywords in any case; several AUTH lines add up; SIZE 0 is no limit", () => {
  expect(everything).toMatchObject({ pipelining: true, maxSize: 10_000, dsn: true, startTls: false });
  expect([...everything.auth]).toEqual(["PLAIN", "LOGIN", "XOAUTH2"]);
  expect(parseCapabilities(["x", "size 0", "pipelining"])).toMatchObject({
    size: true,
    maxSize: null,
    pipelining: true,
  });
  expect(parseCapabilities(["PIPELINING SIZE"])).toEqual(NO_CAPABILITIES);
});

test("dots are doubled at the beginning of lines, and nothing is copied when there are none", () => {
  const plain = Buffer.from("a.b\r\nc. d\r\n");
  expect(dotStuff(plain)).toBe(plain);
  expect(dotStuff(Buffer.from(".\r\n..\r\nx\r\n.y")).toString()).toBe("..\r\n...\r\nx\r\n..y");
  expect(dotStuff(Buffer.from("a\n.\nb")).toString()).toBe("a\n..\nb");
});

test("what is ready for the wire leaves as it is, everything else is made ready", () => {
  const ready = testMessage(1, { raw: Buffer.from("a\r\n"), wireReady: true });
  expect(wireContent(ready)).toEqual({ content: ready.raw, end: ".\r\n" });
  const { content, end } = wireContent(testMessage(1, { raw: Buffer.from(".a") }));
  expect(content.toString() + end).toBe("..a\r\n.\r\n");
});

test("any content comes out as it went in, and its end appears once", () => {
  const piece = fc.constantFrom(".", "..", "\r\n", "a", "\r\n.\r\n", " ");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const raw = Buffer.from(pieces.join(""));
      const wire = dotStuff(raw).toString() + endOfContent(raw);
      expect(`\r\n${wire}`.indexOf("\r\n.\r\n")).toBe(wire.length - 3);
      const received = unstuff(wire.slice(0, -3));
      expect(received).toBe(raw.length === 0 || raw.toString().endsWith("\r\n") ? raw.toString() : `${raw}\r\n`);
    }),
  );
});

test("parameters are only given where they are offered and needed", () => {
  const message = testMessage(1);
  expect(envelopeOf(message, NO_CAPABILITIES)).toEqual({
    mail: "MAIL FROM:<bounce+x@acme.test>\r\n",
    rcpt: "RCPT TO:<r1@example.com>\r\n",
  });
  expect(envelopeOf({ ...message, envelopeTo: "a+b=c@example.com" }, everything)).toEqual({
    mail: `MAIL FROM:<bounce+x@acme.test> SIZE=${message.raw.length} RET=HDRS ENVID=${message.id}\r\n`,
    rcpt: "RCPT TO:<a+b=c@example.com> NOTIFY=FAILURE,DELAY ORCPT=rfc822;a+2Bb+3Dc@example.com\r\n",
  });
  const eightBit = envelopeOf({ ...message, raw: Buffer.from("Subject: ü\r\n\r\n") }, everything);
  expect(eightBit.mail).toContain(" BODY=8BITMIME");
  const utf8 = envelopeOf({ ...message, envelopeTo: "jürgen+x@example.com", smtpUtf8: true }, everything);
  expect(utf8.mail).toContain(" SMTPUTF8");
  expect(utf8.rcpt).toBe(
    "RCPT TO:<jürgen+x@example.com> NOTIFY=FAILURE,DELAY ORCPT=utf-8;jürgen\\x{2B}x@example.com\r\n",
  );
  expect(xtext("a b+c=d~")).toBe("a+20b+2Bc+3Dd~");
});

test("the null return path of a report about another mail is no address at all", () => {
  const report = testMessage(1, { envelopeFrom: "" });
  expect(localRefusal(report, NO_CAPABILITIES)).toBeNull();
  expect(envelopeOf(report, NO_CAPABILITIES).mail).toBe("MAIL FROM:<>\r\n");
});

test("what the peer cannot take is refused without asking it", () => {
  const message = testMessage(1);
  expect(localRefusal(message, NO_CAPABILITIES)).toBeNull();
  expect(localRefusal({ ...message, envelopeTo: "jürgen@example.com" }, NO_CAPABILITIES)).toMatch(/^550 5\.6\.7 /);
  expect(localRefusal({ ...message, smtpUtf8: true }, NO_CAPABILITIES)).toMatch(/^550 5\.6\.7 /);
  expect(localRefusal({ ...message, raw: Buffer.alloc(10_001, "x") }, everything)).toMatch(/^552 5\.3\.4 /);
  expect(localRefusal({ ...message, raw: Buffer.from("ü") }, NO_CAPABILITIES)).toMatch(/^554 5\.6\.3 /);
});

test("no address can smuggle a command in", () => {
  for (const bad of [
    "a@b.example>\r\nRCPT TO:<c@d.example",
    "a@b.example\nDATA",
    "a>b@c.example",
    "a\u0085@b.example",
  ]) {
    expect(localRefusal({ ...testMessage(1), envelopeTo: bad }, everything), bad).toMatch(/^553 5\.1\.3 /);
    expect(localRefusal({ ...testMessage(1), envelopeFrom: bad }, everything), bad).toMatch(/^553 5\.1\.7 /);
  }
});

test("content and commands leave as one block, which is used again only when it is free", () => {
  const wire = new WireBuffer();
  const first = wire.join(Buffer.from("content"), " ünd\r\n", true);
  expect(first.toString()).toBe("content ünd\r\n");
  expect(wire.join(Buffer.from("x"), "", true).buffer).toBe(first.buffer);
  expect(wire.join(Buffer.from("x"), "", false).buffer).not.toBe(first.buffer);
  const large = Buffer.alloc(3_000_000, "y");
  expect(wire.join(large, ".\r\n", true)).toHaveLength(3_000_003);
});
