import { domainToUnicode } from "node:url";
import fc from "fast-check";
import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { simpleParser } from "mailparser";
import PostalMime from "postal-mime";
import { beforeAll, expect, test } from "vitest";
import { messageTokens, messageUrls, readClickToken } from "@/lib/content/links/links";
import type { CompiledContent } from "@/lib/content/templates/compile";
import { type DkimKey, dkimDnsRecord, generateDkimKey, loadDkimKey, publicKeyOf } from "@/lib/mail/dkim/dkim-keys";
import { MailAddressError } from "@/lib/mail/mime/address";
import { MessageArena } from "@/lib/mail/mime/compiled-arena";
import { relaxedBody } from "@/lib/mail/mime/dkim-canonical";
import { messageIdLeft, parseVerp } from "@/lib/mail/mime/verp";
import type { OutgoingMessage } from "@/lib/mail/transport";
import { composeForRecipient, type MailContent, type MailRecipient } from "./compose-for-recipient";

process.env.HOMING_SECRET ??= "a secret for tests, at least 32 characters";
process.env.TRACKING_URL ??= "https://mail.acme.test";

const NOW = new Date("2026-11-22T10:00:00Z");
const DOMAIN = "mail.acme.test";
const ID = "0198c0de-0000-7000-8000-000000000001";
const WORKSPACE = "0198c0de-0000-7000-8000-0000000000aa";
const keys: Record<"rsa" | "ed", { key: DkimKey; record: { name: string; value: string } }> = Object.create(null);

beforeAll(async () => {
  for (const [selector, algorithm] of [
    ["rsa", "rsa-sha256"],
    ["ed", "ed25519-sha256"],
  ] as const) {
    const { privateKeyPem } = await generateDkimKey(algorithm);
    const key = loadDkimKey({ domain: DOMAIN, selector, privateKeyPem });
    const record = dkimDnsRecord({ domain: DOMAIN, selector, algorithm, publicKey: publicKeyOf(privateKeyPem) });
    keys[selector] = { key, record };
  }
});

const compiled = (more: Partial<CompiledContent> = {}): CompiledContent => ({
  subject: "Hello {{ contact.first_name }}",
  html: '<p>Hi {{ contact.first_name | default: "you" }}, <a href="{{ slots.links[0] }}">look</a></p><img src="{{ slots.pixel }}">\n',
  text: "Hi {{ contact.first_name }}\n{{ slots.links[0] }}\n{{ unsubscribe_url }}\n",
  links: [{ no: 0, url: "https://shop.example/?a=1&b=2", label: "look", tracked: true }],
  personalLinks: [],
  bytes: 100,
  usesUnsubscribe: true,
  ...more,
});

const contentOf = (
  more: Partial<CompiledContent> = {},
  identity: Partial<MailContent["identity"]> = {},
): MailContent => ({
  compiled: compiled(more),
  identity: {
    from: { name: "Acme News", address: "news@mail.acme.test" },
    replyTo: { address: "help@acme.test" },
    domain: DOMAIN,
    returnPathHost: "bounces.acme.test",
    keys: [],
    feedbackSender: "h0123456789ab",
    ...identity,
  },
  workspace: { id: WORKSPACE, name: "Acme", slug: "acme" },
  campaign: { id: "0198c0de-0000-7000-8000-0000000000bb", name: "May" },
});

const recipientOf = (more: Partial<MailRecipient> = {}): MailRecipient => ({
  messageId: ID,
  email: "ada@example.com",
  name: "Ada Lovelace",
  contact: { first_name: "Ada" },
  trackClicks: true,
  ...more,
});

/** A message of a domain without keys, which is answered at once. */
function composeNow(content: MailContent, recipient = recipientOf(), arena?: MessageArena): OutgoingMessage {
  const message = composeForRecipient(content, recipient, NOW, arena);
  if (message instanceof Promise) throw new Error("A message without signatures needs no waiting.");
  return message;
}

const headersOf = (raw: Buffer) => raw.toString("utf8").split("\r\n\r\n")[0] ?? "";
const bodyOf = (raw: Buffer) => raw.subarray(raw.indexOf("\r\n\r\n") + 4);
const clean = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();
const oneLine = (text: string) => clean(text).replace(/ {2,}/g, " ");
const normal = (text = "") => text.toWellFormed().replace(/\r\n?/g, "\n").replace(/\n+$/, "");

/** ASCII lines that SMTP takes as they are: none too long, none with a dot to stuff, each ended by CRLF. */
const WIRE_READY = /^(?:(?!\.)[\x20-\x7e]{0,998}\r\n)*$/;

/** Text as people and programs write it into names, subjects and fields. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.string({ unit: "grapheme", maxLength: 40 }),
      fc.constantFrom(
        "Grüße 👋🏽 ",
        "שלום עולם ",
        "مرحبا ",
        "日本語".repeat(20),
        "👩‍👩‍👧".repeat(9),
        "x".repeat(130),
        "a  b",
      ),
      fc.constantFrom(
        "\r\nBcc: all@victim.example\r\n\r\n",
        "=?utf-8?B?aGk=?=",
        '"quoted" <x@y.example>',
        "\ud800",
        "\n.\n",
        "\nFrom me",
      ),
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(""));

test("property: two parsers read back what was meant, whatever the values", async () => {
  await fc.assert(
    fc.asyncProperty(anyText, anyText, anyText, anyText, async (value, fromName, toName, fixed) => {
      // The author's own words: without Liquid, which would mean something.
      const words = fixed.replace(/[{}]/g, "");
      const content = contentOf(
        {
          subject: `${words} {{ contact.v }}`,
          html: `<b>{{ contact.v }}</b>${words}`,
          text: `${words}\n{{ contact.v }}|`,
        },
        { from: { name: fromName, address: "news@mail.acme.test" } },
      );
      const message = composeNow(content, recipientOf({ name: toName, contact: { v: value } }));
      const meant = message.parts();
      expect(meant.subject).toBe(oneLine(`${words} ${value}`));

      const postal = await PostalMime.parse(message.raw);
      expect(postal.subject ?? "").toBe(oneLine(meant.subject));
      expect(postal.from).toMatchObject({ name: clean(fromName), address: "news@mail.acme.test" });
      expect(postal.to?.[0]).toMatchObject({ name: clean(toName), address: "ada@example.com" });
      expect(normal(postal.html)).toBe(normal(meant.html));
      expect(normal(postal.text)).toBe(normal(meant.text));

      const parsed = await simpleParser(message.raw, {
        skipTextToHtml: true,
        skipHtmlToText: true,
        skipTextLinks: true,
      });
      expect(parsed.subject ?? "").toBe(oneLine(meant.subject));
      expect(parsed.from?.value[0]).toEqual({ name: clean(fromName), address: "news@mail.acme.test" });
      expect(normal(parsed.html || "")).toBe(normal(meant.html));
      expect(normal(parsed.text)).toBe(normal(meant.text));

      const names = headersOf(message.raw)
        .split(/\r\n(?![ \t])/)
        .map((line) => line.slice(0, line.indexOf(":")));
      expect(names).toEqual([
        ...["From", "To", "Subject", "Date", "Message-ID", "Reply-To", "MIME-Version", "Content-Type", "List-Id"],
        ...["List-Unsubscribe", "List-Unsubscribe-Post", "Feedback-ID"],
      ]);
    }),
    { numRuns: 200 },
  );
});

test("property: lines are short, ends are CRLF, and the body is its own canonical form", () => {
  fc.assert(
    fc.property(anyText, anyText, (value, name) => {
      const { raw, wireReady } = composeNow(contentOf(), recipientOf({ name, contact: { first_name: value } }));
      expect(wireReady).toBe(true);
      expect(raw.toString("latin1")).toMatch(WIRE_READY);
      for (const line of bodyOf(raw).toString("latin1").split("\r\n").slice(0, -1)) {
        expect(line.length).toBeLessThanOrEqual(76);
        expect(line).not.toMatch(/^\.|^From |[ \t]$/);
      }
      // An address cannot be folded.
      for (const line of headersOf(raw).split("\r\n"))
        if (!/\/u\/|<mailto:/.test(line)) expect(line.length).toBeLessThanOrEqual(78);
      expect(relaxedBody(bodyOf(raw)).equals(bodyOf(raw))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("headers that mailbox providers ask for are there, once each, with this message's own links", async () => {
  const message = composeNow(contentOf());
  const { headers } = await PostalMime.parse(message.raw);
  const value = (key: string) => headers.filter((header) => header.key === key).map((header) => header.value);
  const urls = messageUrls(messageTokens({ workspaceId: WORKSPACE, messageId: ID }));
  const [unsubscribe = ""] = value("list-unsubscribe");
  const mailto = /<mailto:([^>]+)>/.exec(unsubscribe)?.[1] ?? "";
  expect(unsubscribe).toBe(`<${urls.unsubscribe}>, <mailto:${mailto}>`);
  expect(parseVerp(mailto)).toEqual({ kind: "unsubscribe", messageId: ID });
  expect(parseVerp(message.envelopeFrom)).toEqual({ kind: "bounce", messageId: ID });
  expect(value("list-unsubscribe-post")).toEqual(["List-Unsubscribe=One-Click"]);
  expect(value("message-id")).toEqual([`<${messageIdLeft(ID)}@mail.acme.test>`]);
  expect(value("date")).toEqual(["Sun, 22 Nov 2026 10:00:00 +0000"]);
  expect(value("reply-to")).toEqual(["help@acme.test"]);
  expect(value("list-id")).toEqual(["Acme <acme.lists.mail.acme.test>"]);
  expect(value("feedback-id")).toEqual(["80000000000000bb:80000000000000aa:campaign:h0123456789ab"]);
  expect(message.parts().headers).toMatchObject({ "List-Unsubscribe": unsubscribe });
});

test("links carry this message's token, and lead straight to their targets in tests", async () => {
  const content = contentOf();
  const tracked = await PostalMime.parse(composeNow(content).raw);
  const token = /\/t\/c\/([\w-]+)"/.exec(tracked.html ?? "")?.[1] ?? "";
  expect(readClickToken(token)).toEqual({ workspaceId: WORKSPACE, messageId: ID, linkNo: 0 });
  const direct = await PostalMime.parse(composeNow(content, recipientOf({ trackClicks: false })).raw);
  expect(direct.html).toContain('href="https://shop.example/?a=1&amp;b=2"');
  expect(direct.text).toContain("https://shop.example/?a=1&b=2");
});

/** mailauth, an independent verifier, with our DNS records instead of the network. */
async function verify(raw: Buffer): Promise<{ algorithms: unknown[]; results: string[]; signed: string[] }> {
  const resolver = async (name: string, type: string) => {
    const found = Object.values(keys).find(({ record }) => record.name === name && type === "TXT");
    if (found) return [found.record.value.match(/.{1,255}/g) ?? []];
    throw Object.assign(new Error("not found"), { code: "ENOTFOUND" });
  };
  const { results } = await dkimVerify(raw, { resolver });
  return {
    algorithms: results.map((each) => each.algo),
    results: results.map((each) => each.status.result),
    signed: results.map((each) => each.signingHeaders?.keys ?? ""),
  };
}

test.each([
  ["RSA-2048", ["rsa"]],
  ["Ed25519", ["ed"]],
  ["both", ["rsa", "ed"]],
] as [string, ("rsa" | "ed")[]][])("signatures verify: %s", async (_, names) => {
  const content = contentOf({}, { keys: names.map((name) => keys[name].key) });
  const arena = new MessageArena(50_000);
  const messages = await Promise.all(
    ["Ada", "Grüße 👋🏽", "  two  blanks \n\n.\nFrom x ", "y".repeat(3000)].map((first_name) =>
      composeForRecipient(content, recipientOf({ name: first_name, contact: { first_name } }), NOW, arena),
    ),
  );
  const abroad = recipientOf({ email: "jürgen@bücher.example", name: "Jürgen" });
  messages.push(await composeForRecipient(content, abroad, NOW, arena));
  for (const { raw } of messages) {
    const { algorithms, results, signed } = await verify(raw);
    expect(algorithms).toEqual(names.map((name) => keys[name].key.algorithm));
    expect(results).toEqual(names.map(() => "pass"));
    for (const covered of signed) {
      const list = covered.toLowerCase().split(/[:,]\s*/);
      expect(list).toEqual(expect.arrayContaining(["list-unsubscribe", "list-unsubscribe-post", "feedback-id", "to"]));
    }
    const header = headersOf(raw).replace(/\r\n /g, " ");
    for (const [, h = ""] of header.matchAll(/ h=([^;]+);/g))
      expect(h.split(/:\s*/).filter((name) => name === "from")).toHaveLength(2);
    const forged = Buffer.concat([Buffer.from("From: eve@evil.test\r\n"), raw]);
    expect((await verify(forged)).results).not.toContain("pass");
    const unsubscribes = raw.toString("latin1").replace("=One-Click\r\n", "=Two-Click\r\n");
    expect((await verify(Buffer.from(unsubscribes, "latin1"))).results).not.toContain("pass");
  }
});

test("property: signed messages verify whatever is in them", async () => {
  const content = contentOf({}, { keys: [keys.ed.key] });
  await fc.assert(
    fc.asyncProperty(anyText, anyText, async (value, name) => {
      const { raw } = await composeForRecipient(content, recipientOf({ name, contact: { first_name: value } }), NOW);
      expect((await verify(raw)).results).toEqual(["pass"]);
    }),
    { numRuns: 150 },
  );
});

const local = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,10}(\.[A-Za-z0-9+_-]{1,10}){0,2}$/),
  fc.stringMatching(/^[A-Za-z0-9 .,;:()"\\[\]@]{1,12}$/),
  fc.constantFrom("jürgen", "用户", "o'brien", "a..b", ".a", "a."),
);
const domain = fc.constantFrom(
  "example.com",
  "Example.COM",
  "bücher.example",
  "xn--bcher-kva.example",
  "中文.example",
  "a.b-c.example",
);

test("property: addresses go out in wire form and are read back", async () => {
  await fc.assert(
    fc.asyncProperty(local, domain, async (before, after) => {
      let message: OutgoingMessage;
      try {
        message = composeNow(contentOf(), recipientOf({ name: "", email: `${before}@${after}` }));
      } catch (error) {
        expect(error).toBeInstanceOf(MailAddressError);
        // Said rightly, and no mail to look at: not one of the runs.
        throw new fc.PreconditionFailure();
      }
      const { envelopeTo, raw, smtpUtf8, wireReady } = message;
      expect(smtpUtf8).toBe(/[^ -~]/.test(before));
      expect(wireReady).toBe(!smtpUtf8);
      expect(WIRE_READY.test(raw.toString("latin1"))).toBe(wireReady);
      const at = envelopeTo.lastIndexOf("@");
      expect(domainToUnicode(envelopeTo.slice(at + 1))).toBe(domainToUnicode(after.toLowerCase()));
      expect(envelopeTo.slice(at + 1)).toMatch(/^[a-z0-9.-]+$/);
      const written = envelopeTo.slice(0, at);
      const quotedByUs = written.startsWith('"') && !/^"(?:[^"\\]|\\.)*"$/.test(before);
      expect(quotedByUs ? written.slice(1, -1).replace(/\\(.)/g, "$1") : written).toBe(before.normalize("NFC"));
      const { to } = await PostalMime.parse(raw);
      if (!written.startsWith('"')) expect(to?.[0]?.address).toBe(envelopeTo);
      expect(headersOf(raw)).toContain(`\r\nTo: ${envelopeTo}\r\n`);
    }),
    { numRuns: 250 },
  );
});

test("an address that nobody could mail fails at once, signed or not", () => {
  for (const email of [
    "ada",
    "ada@exa mple.com",
    "ada@example.com\r\nBcc: x@y.example",
    `${"a".repeat(65)}@example.com`,
  ]) {
    const recipient = recipientOf({ email });
    expect(() => composeForRecipient(contentOf(), recipient, NOW), email).toThrow(MailAddressError);
    expect(() => composeForRecipient(contentOf({}, { keys: [keys.rsa.key] }), recipient, NOW)).toThrow(
      MailAddressError,
    );
  }
});

test("messages of a group share memory, survive its growth, and the next group uses it again", async () => {
  const arena = new MessageArena(8000);
  const content = contentOf({}, { keys: [keys.ed.key] });
  const compose = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, i) =>
        composeForRecipient(
          content,
          recipientOf({ contact: { first_name: `<${i}>`.repeat(1 + (i % 7) * 300) } }),
          NOW,
          arena,
        ),
      ),
    );
  const first = await compose(20);
  const alone = await Promise.all(
    first.map((_, i) =>
      composeForRecipient(content, recipientOf({ contact: { first_name: `<${i}>`.repeat(1 + (i % 7) * 300) } }), NOW),
    ),
  );
  expect(first.map(({ raw }) => raw.toString())).toEqual(alone.map(({ raw }) => raw.toString()));
  const memory = new Set(first.map(({ raw }) => raw.buffer));
  arena.reset();
  const second = await compose(20);
  for (const { raw } of second) expect(memory.has(raw.buffer)).toBe(true);
});
