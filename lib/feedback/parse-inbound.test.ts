import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parseInbound } from "@/lib/feedback/parse-inbound";

const fixtures = path.resolve("tests/fixtures/bounces");
const corpora = process.env.HOMING_CORPORA ?? "../shared/corpora";
const read = (name: string) => fs.readFileSync(path.join(fixtures, name));

test.each([
  ["lhost-sendmail-01.eml", "hard", "invalid_recipient", "5.1.1", "userunknown@bouncehammer.jp"],
  ["rhost-outlook-02.eml", "hard", "invalid_recipient", "5.1.1", "kijitora@example.jp"],
  ["lhost-gmx-01.eml", "soft", "mailbox_full", "5.2.2", "shironeko@example.jp"],
  ["lhost-exim-04.eml", "block", "policy", "5.7.0", "kijitora@example.ed.jp"],
  ["lhost-qmail-03.eml", "block", "policy", "5.7.1", "kijitora@example.org"],
  ["rhost-google-07.eml", "hard", "inactive_mailbox", "5.2.1", "kijitora-cat@google.example.com"],
  ["flanker-gmail-invalid-address.eml", "unknown", "undetermined", "5.1.0", "awfawfawfawfawfaw@someserverhere.com"],
])("%s is a %s bounce: %s", async (file, kind, category, enhanced, recipient) => {
  const report = await parseInbound(read(file));
  expect(report).toMatchObject({ type: "bounce", action: "failed", kind, category, enhanced, recipient });
});

test("retries that ran out are a soft bounce, a delay notice is none", async () => {
  const gaveUp = read("flanker-delayed.eml");
  expect(await parseInbound(gaveUp)).toMatchObject({
    type: "bounce",
    action: "failed",
    kind: "soft",
    category: "timeout",
  });
  const delayed = Buffer.from(gaveUp.toString().replace("Action: failed", "Action: delayed"));
  expect(await parseInbound(delayed)).toMatchObject({ type: "bounce", action: "delayed" });
});

test("the Message-ID of the returned mail is found", async () => {
  const report = await parseInbound(read("lhost-sendmail-01.eml"));
  expect(report).toMatchObject({ messageId: expect.stringContaining("@") });
});

test.each([
  ["arf-01.eml", "abuse"],
  ["kumomta-rfc5965-2.eml", "abuse"],
  ["arf-19.eml", "auth-failure"],
  ["cfortune-fbl-hotmail.txt", "abuse"],
])("%s is a complaint of type %s", async (file, feedbackType) => {
  expect(await parseInbound(read(file))).toMatchObject({ type: "complaint", feedbackType });
});

test("vacation answers and read receipts are automatic", async () => {
  expect(await parseInbound(read("rfc3834-01.eml"))).toMatchObject({ type: "auto-reply" });
  expect(await parseInbound(read("mimekit-disposition-notification.txt"))).toMatchObject({ type: "auto-reply" });
});

test("a person's answer is a reply, whatever word its text holds", async () => {
  const raw = Buffer.from(
    "From: Ada <ada@example.com>\r\nSubject: Re: Spring\r\n\r\nMy old mailbox full of love is gone\r\n",
  );
  expect(await parseInbound(raw, { from: "ada@example.com" })).toMatchObject({
    type: "reply",
    from: "ada@example.com",
  });
});

test("a person who writes about a delivery failure does not bounce", async () => {
  const raw = Buffer.from(
    "From: Ada <ada@example.com>\r\nSubject: Undelivered parcel\r\n\r\n550 5.1.1 user unknown\r\n",
  );
  expect(await parseInbound(raw, { from: "ada@example.com" })).toMatchObject({ type: "reply" });
});

test("mails cut anywhere are read as far as they go, never with a crash", async () => {
  for (const file of fs.readdirSync(fixtures).filter((name) => name !== "README.md")) {
    const raw = read(file);
    for (let part = 1; part < 24; part++) {
      const report = await parseInbound(raw.subarray(0, Math.floor((raw.length * part) / 24)));
      expect(report.type).toBeTypeOf("string");
    }
  }
});

test("hostile nesting ends in a reason", async () => {
  const depth = 2_000;
  const open = Array.from(
    { length: depth },
    (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`,
  );
  expect(await parseInbound(Buffer.from(open.join("")))).toMatchObject({ type: "unreadable" });
});

interface Expectation {
  file: string;
  kind_firm?: boolean;
  kind_scheme?: string;
  expected?: { kind?: string };
}

const labels = (folder: string): Expectation[] =>
  fs
    .readFileSync(`${corpora}/${folder}/expectations.jsonl`, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Expectation);

test.skipIf(!fs.existsSync(`${corpora}/bounces`))("published bounces: most are known for what they are", async () => {
  let bounces = 0;
  let judged = 0;
  let right = 0;
  const all = labels("bounces");
  for (const { file, kind_firm, kind_scheme, expected } of all) {
    const report = await parseInbound(fs.readFileSync(`${corpora}/bounces/${file}`));
    if (report.type === "bounce" || report.type === "delivered") bounces += 1;
    const firm = kind_firm && kind_scheme?.startsWith("sisimai") && /hard|soft/.test(expected?.kind ?? "");
    if (report.type !== "bounce" || !firm) continue;
    judged += 1;
    if ((report.kind === "hard") === (expected?.kind === "hard")) right += 1;
  }
  expect(bounces / all.length).toBeGreaterThan(0.9);
  expect(right / judged).toBeGreaterThan(0.94);
});

test.skipIf(!fs.existsSync(`${corpora}/feedback`))("published complaints: all are known", async () => {
  for (const { file, expected } of labels("feedback")) {
    const report = await parseInbound(fs.readFileSync(`${corpora}/feedback/${file}`));
    if (expected?.kind === "complaint") expect(report.type, file).toBe("complaint");
  }
});
