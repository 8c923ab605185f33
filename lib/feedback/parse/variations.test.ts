import { describe, expect, test } from "vitest";
import { parseInbound } from "@/lib/feedback/parse/parse-inbound";
import { canonicalOf } from "@/lib/feedback/policy/report-to-canonical";

/** What a server says, and what it means for the mailbox. */
const reasons = [
  ["550 5.1.1 <ada@example.org>: Recipient address rejected: User unknown", "5.1.1", "hard"],
  ["550 5.2.1 mailbox disabled", "5.2.1", "hard"],
  ["552 5.2.2 mailbox full", "5.2.2", "soft"],
  ["550 5.7.1 blocked using zen.spamhaus.org", "5.7.1", "block"],
  ["550 5.7.26 message is unauthenticated", "5.7.26", "block"],
  ["554 5.7.1 <ada@example.org>: Relay access denied", "5.7.1", "block"],
  ["550 5.4.3 Malformed or unexpected name server reply", "5.4.3", "soft"],
  ["550 5.7.1 Too many invalid recipients", "5.7.1", "block"],
] as const;

const returned = `Return-Path: <bounce@sender.test>
Received: by mail.sender.test; Thu, 29 Apr 2027 10:00:00 +0000
From: News <news@sender.test>
To: Ada <ada@example.org>
Subject: Hello
Message-ID: <one@sender.test>

Hello Ada`;

const head = (from: string, subject: string, type: string) =>
  `Return-Path: <>\nFrom: ${from}\nTo: bounce@sender.test\nSubject: ${subject}\nMIME-Version: 1.0\nContent-Type: ${type}\n`;

type Format = (said: string, status: string) => string;

const dsnFields = (said: string, status: string) => `Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; ada@example.org
Action: failed
Status: ${status}
Diagnostic-Code: smtp; ${said}
`;

const report = (said: string, status: string, note: string, statusPart = dsnFields(said, status), encoding = "") =>
  `${head("Mail Delivery System <MAILER-DAEMON@mx.example.org>", "Undelivered Mail Returned to Sender", 'multipart/report; report-type=delivery-status; boundary="b"')}
--b
Content-Type: text/plain; charset=utf-8

${note}

--b
Content-Type: message/delivery-status
${encoding}
${statusPart}
--b
Content-Type: message/rfc822

${returned}

--b--
`;

const base64 = (text: string) =>
  Buffer.from(text)
    .toString("base64")
    .replace(/(.{76})/g, "$1\n");

const formats: Readonly<Record<string, Format>> = {
  "RFC 3464": (said, status) => report(said, status, "Your message could not be delivered."),
  "RFC 3464 with its report in base64": (said, status) =>
    report(said, status, "…", base64(dsnFields(said, status)), "Content-Transfer-Encoding: base64\n"),
  "RFC 3464 with text before it": (said, status) =>
    report(said, status, "…").replace("\n--b\n", "\nThis mail was scanned by gateway.example.net.\n\n--b\n"),
  "RFC 3464 whose last boundary is missing": (said, status) => report(said, status, "…").replace("\n--b--\n", "\n"),
  "RFC 3464 cut off after its report": (said, status) =>
    report(said, status, "…").split("--b\nContent-Type: message/rfc822")[0]!,
  "RFC 6533": (said, status) =>
    report(said, status, "…")
      .replace("message/delivery-status", "message/global-delivery-status")
      .replace("rfc822; ada", "utf-8; ada")
      .replace("message/rfc822", "message/global"),
  qmail: (said) =>
    `${head("MAILER-DAEMON@mx.example.net", "failure notice", "text/plain")}
Hi. This is the qmail-send program at mx.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ada@example.org>:
192.0.2.7 does not like recipient.
Remote host said: ${said}
Giving up on 192.0.2.7.

--- Below this line is a copy of the message.

${returned}
`,
  Exim: (said) =>
    `X-Failed-Recipients: ada@example.org
${head("Mail Delivery System <Mailer-Daemon@exim.test>", "Mail delivery failed: returning message to sender", "text/plain")}
This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ada@example.org
    host mx.example.org [192.0.2.7]
    SMTP error from remote mail server after RCPT TO:<ada@example.org>:
    ${said}

------ This is a copy of the message, including all the headers. ------

${returned}
`,
  "Exim in German": (said) =>
    `X-Failed-Recipients: ada@example.org
${head("Mail Delivery System <Mailer-Daemon@exim.test>", "Mail delivery failed: returning message to sender", "text/plain; charset=utf-8")}
Diese Nachricht wurde automatisch von der Mail-Software erstellt.

Ihre Nachricht konnte nicht zugestellt werden. Betroffene Adresse:

  ada@example.org
    ${said}

------ This is a copy of the message, including all the headers. ------

${returned}
`,
  "HTML alone": (said) =>
    `${head("postmaster@example.org", "Undeliverable: Hello", "text/html; charset=utf-8")}
<html><body><p>Delivery has failed to these recipients or groups:</p>
<p><a href="mailto:ada@example.org">ada@example.org</a></p>
<p>Remote server returned: ${said.replace(/</g, "&lt;").replace(/>/g, "&gt;")}</p></body></html>
`,
  Sendmail: (said) =>
    `${head("Mail Delivery Subsystem <MAILER-DAEMON@mx.example.net>", "Returned mail: see transcript for details", "text/plain")}
The original message was received at Thu, 29 Apr 2027 10:00:00 GMT

   ----- The following addresses had permanent fatal errors -----
<ada@example.org>
    (reason: ${said})

   ----- Transcript of session follows -----
... while talking to mx.example.org.:
>>> RCPT To:<ada@example.org>
<<< ${said}

   ----- Original message follows -----

${returned}
`,
};

/** What happens to a report on its way; none of it may change what it says. */
const ways: Readonly<Record<string, (raw: string) => Uint8Array>> = {
  "as it is": (raw) => Buffer.from(raw),
  "with CR LF": (raw) => Buffer.from(raw.replace(/\n/g, "\r\n")),
  "with CR alone": (raw) => Buffer.from(raw.replace(/\n/g, "\r")),
  "with line ends mixed": (raw) =>
    Buffer.from(raw.split("\n").reduce((all, line, at) => `${all}${at % 2 ? "\r\n" : "\n"}${line}`)),
  "from an mbox": (raw) => Buffer.from(`From MAILER-DAEMON Thu Apr 29 10:00:00 2027\n${raw}`),
  "with fields of a relay": (raw) =>
    Buffer.from(`X-Spam-Status: No\nReceived: from a by b\n ; Thu, 29 Apr 2027\n${raw}`),
};

describe.each(Object.entries(formats))("%s", (_name, format) => {
  describe.each(Object.entries(ways))("%s", (_way, carried) => {
    test.each(reasons)("%s", (said, status, kind) => {
      const found = parseInbound(carried(format(said, status)), { from: "" });
      expect(found).toMatchObject({ type: "bounce", recipients: [{ address: "ada@example.org", kind }] });
    });
  });
});

const withPart = (fields: string) => report("550 5.1.1 no such user", "5.1.1", "…", fields);

test("each recipient has a fate of its own, and what was delivered is no failure", () => {
  const found = parseInbound(
    Buffer.from(
      withPart(`Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; ada@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

Final-Recipient: rfc822; bea@example.org
Action: delayed
Status: 4.2.2
Diagnostic-Code: smtp; 452 4.2.2 mailbox full

Final-Recipient: rfc822; cai@example.org
Action: relayed
Status: 2.1.9

Final-Recipient: rfc822; dee@example.org
Action: expanded
Status: 2.0.0
`),
    ),
  );
  expect(found).toMatchObject({
    recipients: [
      { address: "ada@example.org", action: "failed", kind: "hard" },
      { address: "bea@example.org", action: "delayed", kind: "soft" },
      { address: "cai@example.org", action: "relayed" },
      { address: "dee@example.org", action: "expanded" },
    ],
  });
});

test("an address that only names a machine within the domain gives way to the one we had sent to", () => {
  const of = (final: string) =>
    parseInbound(
      Buffer.from(
        withPart(`Reporting-MTA: dns; mx.example.org

Original-Recipient: rfc822; ada.lovelace@example.org
Final-Recipient: rfc822; ${final}
Action: failed
Status: 5.1.1
`),
      ),
    );
  expect(of("lovelacea@vms.cc.example.org")).toMatchObject({ recipients: [{ address: "ada.lovelace@example.org" }] });
  expect(of("ada@elsewhere.example.net")).toMatchObject({
    recipients: [{ address: "ada@elsewhere.example.net", originalAddress: "ada.lovelace@example.org" }],
  });
});

test.each([
  ["bare", (reported: object) => JSON.stringify(reported)],
  ["after words", (reported: object) => `A notification of your topic:\n\n${JSON.stringify(reported)}\n`],
  [
    "in the envelope of SNS",
    (reported: object) => JSON.stringify({ Type: "Notification", Message: JSON.stringify(reported) }),
  ],
  [
    "in that of EventBridge",
    (reported: object) => JSON.stringify({ "detail-type": "Email Bounced", detail: reported }),
  ],
])("a notification of Amazon's by mail, %s", (_how, written) => {
  const bounce = {
    bounceType: "Permanent",
    bounceSubType: "General",
    bouncedRecipients: [
      { emailAddress: "ada@example.org", status: "5.1.1", diagnosticCode: "smtp; 550 5.1.1 user unknown" },
    ],
  };
  const reported = { notificationType: "Bounce", bounce, mail: { messageId: "ses-1" } };
  const raw = `From: AWS Notifications <no-reply@sns.amazonaws.com>\nTo: bounce@sender.test\nSubject: AWS Notification Message\n\n${written(reported)}\n`;
  expect(parseInbound(Buffer.from(raw))).toMatchObject({
    type: "bounce",
    format: "notification",
    messageId: "ses-1",
    recipients: [{ address: "ada@example.org", kind: "hard" }],
  });
});

const carried = `--b
Content-Type: message/rfc822

${returned}

--b--
`;

test.each([
  ["complaints@isp.test", "Spam complaint"],
  ["abuse@isp.test", "Abuse report"],
  ["scomp@aol.net", "Email Feedback Report for IP 192.0.2.1"],
  ["staff@hotmail.com", "complaint about message from 192.0.2.1"],
])("a complaint without a report part, from %s", (from, subject) => {
  const raw = `${head(from, subject, "multipart/mixed; boundary=b")}\n--b\nContent-Type: text/plain\n\nSee the mail below.\n\n${carried}`;
  expect(parseInbound(Buffer.from(raw))).toMatchObject({
    type: "complaint",
    feedbackType: "abuse",
    recipients: ["ada@example.org"],
    messageId: "one@sender.test",
  });
});

test("a person who passes a mail on with such a subject is a person", () => {
  const raw = `From: Ada <ada@example.org>\nTo: news@sender.test\nSubject: Spam complaint?\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nIs this yours?\n\n${carried}`;
  expect(parseInbound(Buffer.from(raw)).type).toBe("reply");
});

test.each([
  "自动答复: 你好",
  "Automatyczna odpowiedź: Cześć",
  "Ik ben afwezig",
  "Távollét: Szia",
  "Mimo kancelář: Ahoj",
])("an absence in any language: %s", (subject) => {
  const raw = `From: ada@example.org\nTo: news@sender.test\nSubject: ${subject}\nContent-Type: text/plain; charset=utf-8\n\n…\n`;
  expect(parseInbound(Buffer.from(raw))).toMatchObject({ type: "auto-reply", flavour: "vacation" });
});

test("a list manager and a vacation rule of Apple's are no persons", () => {
  const of = (fields: string) =>
    parseInbound(Buffer.from(`${fields}\nTo: news@sender.test\nSubject: Re: Hello\n\nNo.\n`));
  expect(of("From: listserv@lists.example.org")).toMatchObject({ type: "auto-reply", flavour: "automatic" });
  expect(of("From: club-request@lists.example.org")).toMatchObject({ type: "auto-reply", flavour: "automatic" });
  expect(of("From: ada@example.org\nX-Apple-Action: vacation")).toMatchObject({ flavour: "vacation" });
  expect(of("From: ada@example.org").type).toBe("reply");
});

test.each([
  ["abuse", "complaint"],
  ["fraud", "complaint"],
  ["virus", "complaint"],
  ["other", "complaint"],
  ["opt-out", "unsubscribe"],
  ["opt-out-list", "unsubscribe"],
  ["unsubscribe", "unsubscribe"],
  ["not-spam", "not_spam"],
  ["auth-failure", undefined],
  ["dmarc", undefined],
])("Feedback-Type %s becomes %s", (feedbackType, expected) => {
  const raw = `${head("fbl@isp.test", "FW: Hello", "multipart/report; report-type=feedback-report; boundary=b")}\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: ${feedbackType}\nUser-Agent: Test/1\nVersion: 1\n\n${carried}`;
  const context = {
    message: { id: "m", emailNormalized: "ada@example.org" },
    certainty: "certain",
    receivedAt: new Date(0),
    inboundId: null,
    addressKind: "complaint",
  } as const;
  expect(canonicalOf(parseInbound(Buffer.from(raw)), context)?.type).toBe(expected);
});
