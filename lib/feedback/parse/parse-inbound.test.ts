import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parseInbound } from "@/lib/feedback/parse/parse-inbound";

const fixtures = path.resolve("tests/fixtures/bounces");
const read = (name: string) => fs.readFileSync(path.join(fixtures, name));

test.each([
  ["lhost-sendmail-01.eml", "hard", "invalid_recipient", "5.1.1", "userunknown@bouncehammer.jp"],
  ["rhost-outlook-02.eml", "hard", "invalid_recipient", "5.1.1", "kijitora@example.jp"],
  ["lhost-gmx-01.eml", "soft", "mailbox_full", "5.2.2", "shironeko@example.jp"],
  ["lhost-exim-04.eml", "block", "policy", "5.7.0", "kijitora@example.ed.jp"],
  ["lhost-qmail-03.eml", "block", "config", "5.7.1", "kijitora@example.org"],
  ["rhost-google-07.eml", "hard", "inactive_mailbox", "5.2.1", "kijitora-cat@google.example.com"],
  ["flanker-gmail-invalid-address.eml", "hard", "invalid_recipient", "5.1.0", "awfawfawfawfawfaw@someserverhere.com"],
])("%s is a %s bounce: %s", (file, kind, category, enhanced, address) => {
  expect(parseInbound(read(file))).toMatchObject({
    type: "bounce",
    recipients: [{ action: "failed", kind, category, enhanced, address }],
  });
});

test.each([
  ["Amazon SES by SNS by mail", "lhost-amazonses-09.eml", "notification", ["bounce@simulator.amazonses.com hard"]],
  ["Exchange 5.5", "lhost-exchange2003-05.eml", "prose", ["kijitora@example.com hard"]],
  [
    "Sendmail 5, three fates in one transcript",
    "lhost-v5sendmail-07.eml",
    "prose",
    ["kijitora@example.org block", "mikeneko@example.org hard", "hachiware@example.edu hard"],
  ],
  ["a report inside a gateway's own notice", "lhost-x5-01.eml", "delivery-status", ["kijitora@neko.example.org hard"]],
  ["m-FILTER in ISO-2022-JP", "lhost-mfilter-03.eml", "prose", ["kijitora@example.org hard"]],
  [
    "OpenSMTPD, whose status says nothing and whose text says all",
    "lhost-opensmtpd-17.eml",
    "delivery-status",
    ["userunknown@libsisimai.net hard", "mailboxfull@libsisimai.net soft"],
  ],
  [
    "a multipart whose boundary never comes",
    "lhost-messagingserver-03.eml",
    "delivery-status",
    ["sabineko@example.org hard", "mikeneko@example.org hard"],
  ],
  [
    "Gmail on a domain that its name servers do not find now",
    "rfc3464-53.eml",
    "delivery-status",
    ["sironeko@example.jp soft"],
  ],
])("%s", (_what, file, format, recipients) => {
  const report = parseInbound(read(file));
  if (report.type !== "bounce") throw new Error(`read as ${report.type}`);
  expect(report.format).toBe(format);
  expect(report.recipients.map(({ address, kind }) => `${address} ${kind}`)).toEqual(recipients);
});

test("retries that ran out are a soft bounce, a delay notice is none", () => {
  const gaveUp = read("flanker-delayed.eml");
  expect(parseInbound(gaveUp)).toMatchObject({
    type: "bounce",
    recipients: [{ action: "failed", kind: "soft", category: "timeout" }],
  });
  const delayed = Buffer.from(gaveUp.toString().replace("Action: failed", "Action: delayed"));
  expect(parseInbound(delayed)).toMatchObject({ type: "bounce", recipients: [{ action: "delayed" }] });
});

test("the Message-ID of the returned mail is found", () => {
  expect(parseInbound(read("lhost-sendmail-01.eml"))).toMatchObject({ messageId: expect.stringContaining("@") });
});

test.each([
  ["arf-01.eml", "abuse"],
  ["kumomta-rfc5965-2.eml", "abuse"],
  ["arf-19.eml", "auth-failure"],
  ["cfortune-fbl-hotmail.txt", "abuse"],
])("%s is a complaint of type %s", (file, feedbackType) => {
  expect(parseInbound(read(file))).toMatchObject({ type: "complaint", feedbackType });
});

test("vacation answers and read receipts are automatic", () => {
  expect(parseInbound(read("rfc3834-01.eml"))).toMatchObject({ type: "auto-reply", flavour: "vacation" });
  expect(parseInbound(read("mimekit-disposition-notification.txt"))).toMatchObject({ flavour: "receipt" });
});

const mail = (head: string, body: string) =>
  parseInbound(Buffer.from(`${head}\r\n\r\n${body}\r\n`), { from: "a@example.com" });

test.each([
  "Automatic reply: Spring",
  "Out of Office: Spring",
  "Abwesenheitsnotiz: Spring",
  "Automatische Antwort: Spring",
  "Réponse automatique : Spring",
  "Respuesta automática: Spring",
  "Resposta automática: Spring",
  "Risposta automatica: Spring",
  "Automatisch antwoord: Spring",
  "Autosvar: Spring",
  "Automaattinen vastaus: Spring",
  "Odpowiedź automatyczna: Spring",
  "Автоответ: Spring",
  "自動返信: Spring",
  "自动回复: Spring",
])("an absence note is known by its subject: %s", (subject) => {
  const encoded = `=?utf-8?B?${Buffer.from(subject).toString("base64")}?=`;
  expect(mail(`From: ada@example.com\r\nSubject: ${encoded}`, "I am away.")).toMatchObject({ flavour: "vacation" });
});

test.each(["Please confirm your message to Ada", "[Boxbe] Your message needs confirmation"])(
  "a challenge is one: %s",
  (subject) => {
    expect(mail(`From: ada@example.com\r\nSubject: ${subject}`, "Click here.")).toMatchObject({ flavour: "challenge" });
  },
);

test.each([
  ["unsubscribe", ""],
  ["Re: Spring news", "Unsubscribe me please\n\n> the news"],
  ["Abmelden", ""],
  ["AW: Newsletter", "Bitte abmelden"],
  ["Désinscription", ""],
  ["STOP", ""],
  ["отписаться", ""],
])("a wish to be taken off: %s, %s", (subject, body) => {
  const encoded = `=?utf-8?B?${Buffer.from(subject).toString("base64")}?=`;
  expect(mail(`From: ada@example.com\r\nSubject: ${encoded}`, body).type).toBe(
    body === "Bitte abmelden" ? "reply" : "unsubscribe",
  );
});

test.each([
  ["Re: Spring", "My old mailbox full of love is gone"],
  ["Undelivered parcel", "550 5.1.1 user unknown"],
  ["Stop by our office on Monday", "We would love to see you."],
  [
    "Fwd: Undelivered Mail Returned to Sender",
    "See what came back: <bea@example.com>: 550 5.1.1 User unknown. It could not be delivered.",
  ],
])("a person's answer is a reply, whatever words it holds: %s", (subject, body) => {
  expect(mail(`From: Ada <ada@example.com>\r\nSubject: ${subject}`, body)).toMatchObject({
    type: "reply",
    from: "ada@example.com",
  });
});

test("several recipients of one report keep their own fates", () => {
  const report = mail(
    "From: MAILER-DAEMON@mx.example.net\r\nSubject: Returned mail\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b",
    [
      "--b",
      "Content-Type: text/plain",
      "",
      "See below.",
      "--b",
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; mx.example.net",
      "Original-Envelope-Id: env-7",
      "",
      "Original-Recipient: rfc822;ada@example.org",
      "Final-Recipient: rfc822;a.lovelace@internal.example.org",
      "Action: failed",
      "Status: 5.1.1",
      "Diagnostic-Code: smtp; 550 5.1.1 User",
      " unknown",
      "",
      "Final-Recipient: rfc822;bea@example.org",
      "Action: delayed",
      "Status: 4.2.2",
      "",
      "Final-Recipient: rfc822;cyd@example.org",
      "Action: delivered",
      "Status: 2.0.0",
      "",
      "Final-Recipient: rfc822;dee@example.org",
      "Action: expanded",
      "Status: 2.0.0",
      "--b--",
    ].join("\r\n"),
  );
  expect(report).toMatchObject({
    type: "bounce",
    reportingMta: "mx.example.net",
    envelopeId: "env-7",
    recipients: [
      {
        address: "ada@example.org",
        originalAddress: "ada@example.org",
        action: "failed",
        kind: "hard",
        code: "550",
      },
      { address: "bea@example.org", action: "delayed", category: "mailbox_full" },
      { address: "cyd@example.org", action: "delivered" },
      { address: "dee@example.org", action: "expanded" },
    ],
  });
});

const status =
  "Final-Recipient: rfc822; ada@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n";
const gone = { type: "bounce", recipients: [{ address: "ada@example.org", kind: "hard", enhanced: "5.1.1" }] };
const head = "From: MAILER-DAEMON@mx.example.net\nSubject: Returned mail\n";

test.each([
  [
    "base64",
    `${head}Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n${Buffer.from(status).toString("base64")}`,
  ],
  [
    "quoted-printable",
    `${head}Content-Type: message/delivery-status\nContent-Transfer-Encoding: quoted-printable\n\n${status.replaceAll("5.1.1", "5=2E1.1")}`,
  ],
  [
    "a part of the wrong type",
    `${head}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nGone.\n--b\nContent-Type: application/octet-stream; name=delivery-status\n\n${status}\n--b--`,
  ],
  ["fields in the text", `${head}\n\nYour mail bounced.\n\n${status}`],
  [
    "a boundary that was not announced",
    `${head}Content-Type: multipart/report; report-type=delivery-status\n\n--late\nContent-Type: text/plain\n\nGone.\n--late\nContent-Type: message/delivery-status\n\n${status}\n--late--`,
  ],
  [
    "a boundary that is never closed",
    `${head}Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n${status}`,
  ],
  ["lines that end with CR alone", `${head}Content-Type: message/delivery-status\n\n${status}`.replaceAll("\n", "\r")],
  [
    "fields without an empty line between them",
    `${head}Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n${status}`,
  ],
])("a delivery status is found: %s", (_how, raw) => {
  expect(parseInbound(Buffer.from(raw))).toMatchObject(gone);
});

test("a report in ISO-2022-JP is read", () => {
  const body = Buffer.concat([
    Buffer.from(`${head}Content-Type: text/plain; charset=iso-2022-jp\n\n`),
    Buffer.from("1b2442", "hex"),
    Buffer.from("30 38 40 68 49 54 4c 40".replaceAll(" ", ""), "hex"),
    Buffer.from("1b2842", "hex"),
    Buffer.from("\n\n<ada@example.org>:\n550 5.1.1 User unknown\n"),
  ]);
  expect(parseInbound(body)).toMatchObject(gone);
});

test("mails cut anywhere are read as far as they go, never with a crash", { timeout: 180_000 }, () => {
  for (const file of fs.readdirSync(fixtures).filter((name) => /\.(eml|txt)$/.test(name))) {
    const raw = read(file);
    for (let part = 1; part < 8; part++) {
      expect(parseInbound(raw.subarray(0, Math.floor((raw.length * part) / 8))).type).not.toBe("");
    }
  }
});

test("hostile nesting ends", () => {
  const open = Array.from(
    { length: 2_000 },
    (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`,
  );
  expect(parseInbound(Buffer.from(open.join("")))).toMatchObject({ type: "unreadable" });
});
