import { describe, expect, test } from "vitest";
import { parseInbound } from "@/lib/feedback/parse/parse-inbound";
import { canonicalOf } from "@/lib/feedback/policy/report-to-canonical";

const mail = (from: string, subject: string, body: string, type = "text/plain; charset=utf-8", more = "") =>
  Buffer.from(
    `From: ${from}\nTo: bounce@sender.test\nSubject: ${subject}\n${more}MIME-Version: 1.0\nContent-Type: ${type}\n\n${body}\n`,
  );

const original = `Received: from sender.test by mx; Thu, 29 Apr 2027 10:00:00 +0000
From: News <news@sender.test>
To: Ada <ada@example.org>
Subject: Hello
Message-ID: <one@sender.test>

Hello Ada`;

/** Notices written for people, in the words of the systems that write them. */
const notices: readonly [name: string, raw: Buffer, kind: string, action: string][] = [
  [
    "Postfix of 2013, the reason in the title of the list",
    mail(
      "MAILER-DAEMON@mx05.example.test",
      "Mail Delivery Notification",
      "This is the Postfix program at host mx05.example.test.\nI'm sorry to have to inform you that the message returned\nbelow could not be delivered to one or more destinations.\n\nThe following recipients are unknown:\n\n\tada@example.org\n\nFor further assistance, please send mail to <postmaster>.\nIf you do so, please include this problem report.",
    ),
    "hard",
    "failed",
  ],
  [
    "MDaemon",
    mail(
      "MDaemon at example.org <MDaemon@example.org>",
      "Permanent Delivery Failure",
      "The attached message had PERMANENT fatal delivery errors!\n\nAfter one or more unsuccessful delivery attempts the attached message has\nbeen removed from the mail queue on this server.\n\nFailed address: ada@example.org\n\n--- Session Transcript ---\n Thu 2027-04-29 10:00:00: --> RCPT To:<ada@example.org>\n Thu 2027-04-29 10:00:00: <-- 550 5.1.1 <ada@example.org>, Recipient unknown\n--- End Transcript ---",
    ),
    "hard",
    "failed",
  ],
  [
    "Exim, delayed",
    mail(
      "Mail Delivery System <Mailer-Daemon@exim.test>",
      "Warning: message 1abc-0000-00 delayed 24 hours",
      "This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on exim.test.\n\nThe message identifier is: 1abc-0000-00\nThe address to which the message has not yet been delivered is:\n\n  ada@example.org\n    Delay reason: Connection timed out\n\nNo action is required on your part. Delivery attempts will continue for\nsome time.",
      undefined,
      "Auto-Submitted: auto-replied\nReturn-Path: <>\n",
    ),
    "soft",
    "delayed",
  ],
  [
    "GroupWise",
    mail(
      "Mailer-Daemon <Mailer-Daemon@gw.example.org>",
      "Mail System Error - Returned Mail",
      "The message that you sent was undeliverable to the following:\n\tada@example.org (user not found)\n\nPossibly truncated original message follows:\n\n" +
        original,
    ),
    "hard",
    "failed",
  ],
  [
    "GroupWise's postmaster",
    mail(
      "Postmaster <POSTMASTER.PO.DOM@example.org>",
      "Message status - undeliverable",
      "The message that you sent was undeliverable to the following:\n\n\tada (550 ada@example.org No such recipient)\n",
    ),
    "hard",
    "failed",
  ],
  [
    "Lotus Domino",
    mail(
      "Postmaster@example.org",
      "DELIVERY FAILURE: User ada (ada@example.org) not listed in Domino Directory",
      "Your message\n\n  Subject: Hello\n\nwas not delivered to:\n\n  ada@example.org\n\nbecause:\n\n  User ada (ada@example.org) not listed in Domino Directory\n",
    ),
    "hard",
    "failed",
  ],
  [
    "Lotus SMTP MTA",
    mail(
      "Lotus_SMTP_MTA@example.org",
      "Delivery Failure Report",
      "Failed to deliver to 'ada@example.org'\nRecipient is not in the name and address book: unknown user\n",
      undefined,
      "Return-Path: <>\n",
    ),
    "hard",
    "failed",
  ],
  [
    "Exchange 5.5",
    mail(
      "System Administrator <postmaster@example.org>",
      "Undeliverable: Hello",
      "Your message\n\n  To:      ada@example.org\n  Subject: Hello\n  Sent:    Thu, 29 Apr 2027 10:00:00 -0000\n\ndid not reach the following recipient(s):\n\nada@example.org on Thu, 29 Apr 2027 10:00:01 -0000\n    The recipient name is not recognized\n\tThe MTS-ID of the original message is: c=us;a= ;p=x;l=MX-1\n    MSEXCH:IMS:ORG:SITE:MX 0 (000C05A6) Unknown Recipient",
    ),
    "hard",
    "failed",
  ],
  [
    "InterScan",
    mail(
      "InterScan MSS <postmaster@gw.example.org>",
      "Mail could not be delivered",
      "****** Message from InterScan Messaging Security Suite ******\n\nSent <<< RCPT TO:<ada@example.org>\nReceived >>> 550 5.1.1 <ada@example.org>... User unknown\n\nUnable to deliver message to <ada@example.org>.\n\n************************     End of message     **********************",
    ),
    "hard",
    "failed",
  ],
  [
    "MailMarshal",
    mail(
      "MailMarshal <postmaster@example.org>",
      'Undeliverable Mail: "Hello"',
      "Your message:\n   From:    news@sender.test\n   Subject: Hello\n\nCould not be delivered because of\n\n550 5.1.1 <ada@example.org>... User unknown\n\nThe following recipients were affected:\n    ada@example.org\n\nAdditional Information\n======================",
    ),
    "hard",
    "failed",
  ],
  [
    "Symantec",
    mail(
      "MAILER-DAEMON@messagelabs.com",
      "failure notice",
      "This is the mail delivery agent at messagelabs.com.\nI was unable to deliver your message to the following addresses:\n\nada@example.org\n\nReason: 550 5.1.1 Invalid recipient\n\nThe message subject was: Hello\n",
    ),
    "hard",
    "failed",
  ],
  [
    "Barracuda",
    mail(
      "Barracuda <postmaster@barracuda.example.org>",
      "**Message you sent blocked by our bulk email filter**",
      "Your message to: ada@example.org\nwas blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED:\n\nSubject: Hello\n",
    ),
    "block",
    "failed",
  ],
  [
    "IronPort",
    mail(
      "Mail Delivery System <MAILER-DAEMON@ironport.example.org>",
      "Delivery Status Notification (Failure)",
      "The following message to <ada@example.org> was undeliverable.\nThe reason for the problem:\n5.1.0 - Unknown address error 550-'5.1.1 <ada@example.org>: Recipient address rejected: User unknown'\n",
    ),
    "hard",
    "failed",
  ],
  [
    "KDDI",
    mail(
      "Postmaster@ezweb.ne.jp",
      "Mail System Error - Returned Mail",
      "Your mail sent on: Thu, 29 Apr 2027 10:00:00\n\n    Could not be delivered to: <ada@ezweb.example>\n    As their mailbox is full.\n",
      undefined,
      "Return-Path: <>\n",
    ),
    "soft",
    "failed",
  ],
  [
    "docomo",
    mail(
      "mailer-daemon@docomo.ne.jp",
      "Undelivered Mail Returned to Sender",
      "This is the mail system at host docomo.ne.jp.\n\n<ada@docomo.example>: host mfsmax.docomo.ne.jp said: 550 Unknown user ada@docomo.example (in reply to RCPT TO command)\n",
    ),
    "hard",
    "failed",
  ],
  [
    "Sendmail without a report",
    mail(
      "Mail Delivery Subsystem <MAILER-DAEMON@mx.test>",
      "Returned mail: see transcript for details",
      "The original message was received at Thu, 29 Apr 2027\nfrom sender.test [192.0.2.1]\n\n   ----- The following addresses had permanent fatal errors -----\n<ada@example.org>\n    (reason: 550 5.1.1 <ada@example.org>... User unknown)\n",
    ),
    "hard",
    "failed",
  ],
  [
    "Sendmail's warning",
    mail(
      "Mail Delivery Subsystem <MAILER-DAEMON@mx.test>",
      "Warning: could not send message for past 4 hours",
      "    **********************************************\n    **      THIS IS A WARNING MESSAGE ONLY      **\n    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n    **********************************************\n\n   ----- Transcript of session follows -----\n<ada@example.org>... Deferred: Connection timed out with mx.example.org.\nWarning: message still undelivered after 4 hours\nWill keep trying until message is 5 days old\n",
    ),
    "soft",
    "delayed",
  ],
  [
    "qmail, expired",
    mail(
      "MAILER-DAEMON@mx.test",
      "failure notice",
      "Hi. This is the qmail-send program at mx.test.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<ada@example.org>:\nCNAME lookup failed temporarily. (#4.4.3)\nI'm not going to try again; this message has been in the queue too long.\n",
    ),
    "soft",
    "failed",
  ],
  [
    "German",
    mail(
      "postmaster@example.org",
      "=?iso-8859-1?Q?Unzustellbar=3A_Hallo?=",
      "Ihre Nachricht konnte nicht zugestellt werden.\n\nFolgende Empfänger wurden nicht erreicht:\n\n    ada@example.org\n    550 5.1.1 Empfänger unbekannt\n",
    ),
    "hard",
    "failed",
  ],
  [
    "French",
    mail(
      "postmaster@example.org",
      "Non remis : Bonjour",
      "Votre message n'a pas pu être remis aux destinataires suivants :\n\n  ada@example.org\n\nL'adresse de messagerie n'existe pas.\n",
    ),
    "hard",
    "failed",
  ],
  [
    "Spanish",
    mail(
      "postmaster@example.org",
      "No se puede entregar: Hola",
      "Su mensaje no se pudo entregar a los siguientes destinatarios:\n\n  ada@example.org\n\nEl buzón está lleno.\n",
    ),
    "soft",
    "failed",
  ],
  [
    "Italian",
    mail(
      "postmaster@example.org",
      "Mancato recapito: Ciao",
      "Il messaggio non è stato recapitato ai destinatari seguenti:\n\n  ada@example.org\n\nUtente sconosciuto\n",
    ),
    "hard",
    "failed",
  ],
  [
    "Portuguese",
    mail(
      "postmaster@example.org",
      "Não foi possível entregar: Olá",
      "A sua mensagem não pôde ser entregue aos seguintes destinatários:\n\n  ada@example.org\n\nUsuário inexistente\n",
    ),
    "hard",
    "failed",
  ],
  [
    "Russian",
    mail(
      "mailer-daemon@example.org",
      "Недоставленное сообщение",
      "Это письмо создано автоматически.\nВаше сообщение не может быть доставлено следующим получателям:\n\nada@example.org\n\nПользователь не найден\n",
    ),
    "hard",
    "failed",
  ],
  [
    "Polish",
    mail(
      "postmaster@example.org",
      "Niedostarczona: Cześć",
      "Twoja wiadomość nie została dostarczona do następujących adresatów:\n\n  ada@example.org\n\nNieznany użytkownik\n",
    ),
    "hard",
    "failed",
  ],
  [
    "Japanese in ISO-2022-JP",
    Buffer.concat([
      mail(
        "postmaster@example.org",
        "=?ISO-2022-JP?B?GyRCRyU/LiUoJWklPBsoQg==?=",
        "",
        "text/plain; charset=iso-2022-jp",
      ),
      Buffer.from(
        '\x1b$B0J2<$N%a!<%k%"%I%l%9$X$NG[?.$K<:GT$7$^$7$?\x1b(B\n\n<ada@example.org>\n550 5.1.1 User unknown\n',
        "latin1",
      ),
    ]),
    "hard",
    "failed",
  ],
  [
    "Chinese in GB2312",
    Buffer.concat([
      mail("postmaster@example.org", "=?gb2312?B?0/a8/s3L0MU=?=", "", "text/plain; charset=gb2312"),
      Buffer.from([0xca, 0xd5, 0xbc, 0xfe, 0xc8, 0xcb, 0x3a]),
      Buffer.from(" ada@example.org\n"),
      Buffer.from([0xd3, 0xc3, 0xbb, 0xa7, 0xb2, 0xbb, 0xb4, 0xe6, 0xd4, 0xda]),
      Buffer.from("\n"),
    ]),
    "hard",
    "failed",
  ],
];

test.each(notices)("%s", (_name, raw, kind, action) => {
  expect(parseInbound(raw, { from: "" })).toMatchObject({
    type: "bounce",
    recipients: [{ address: expect.stringMatching(/^ada(@|$)/), kind, action }],
  });
  expect(parseInbound(raw)).toMatchObject({ type: "bounce", recipients: [{ kind, action }] });
});

const fields = `Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; ada@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 user unknown
`;
const part = (type: string, body: string | Buffer, more = "") =>
  Buffer.concat([Buffer.from(`--b\nContent-Type: ${type}\n${more}\n`), Buffer.from(body), Buffer.from("\n")]);
const multipart = (from: string, subject: string, type: string, ...parts: Buffer[]) =>
  Buffer.concat([mail(from, subject, "", `${type}; boundary=b`), ...parts, Buffer.from("--b--\n")]);
const daemon = "MAILER-DAEMON@mx.example.org";
const quoted = fields.replace(/;/g, "=3B").replace(/rfc822/g, "rfc=\n822");
const report = multipart(
  daemon,
  "Undelivered",
  "multipart/report; report-type=delivery-status",
  part("text/plain", "Sorry."),
  part("message/delivery-status", fields),
  part("message/rfc822", original),
);

describe("a report in an odd wrapping", () => {
  test.each<[string, Buffer]>([
    [
      "quoted-printable",
      multipart(
        daemon,
        "Undelivered",
        "multipart/report; report-type=delivery-status",
        part("message/delivery-status", quoted, "Content-Transfer-Encoding: quoted-printable\n"),
        part("message/rfc822", original),
      ),
    ],
    [
      "UTF-16",
      multipart(
        daemon,
        "Undelivered",
        "multipart/report; report-type=delivery-status",
        part(
          "message/delivery-status",
          Buffer.from(fields, "utf16le").toString("base64"),
          "Content-Transfer-Encoding: base64\n",
        ),
        part("message/rfc822", original),
      ),
    ],
    [
      "UTF-16, big end first, with CR LF",
      multipart(
        daemon,
        "Undelivered",
        "multipart/report; report-type=delivery-status",
        part(
          "message/delivery-status",
          Buffer.from(fields.replace(/\n/g, "\r\n"), "utf16le").swap16().toString("base64"),
          "Content-Transfer-Encoding: base64\n",
        ),
        part("message/rfc822", original),
      ),
    ],
    [
      "UTF-16 with its charset named",
      multipart(
        daemon,
        "Undelivered",
        "multipart/report; report-type=delivery-status",
        part(
          "message/delivery-status; charset=utf-16le",
          Buffer.from(fields, "utf16le").toString("base64"),
          "Content-Transfer-Encoding: base64\n",
        ),
        part("message/rfc822", original),
      ),
    ],
    [
      "multipart/mixed",
      multipart(
        daemon,
        "Undelivered",
        "multipart/mixed",
        part("text/plain", "Sorry."),
        part("message/delivery-status", fields),
        part("message/rfc822", original),
      ),
    ],
    ["as plain text", mail(daemon, "Undelivered", `Scanned by a gateway.\n\nSorry.\n\n${fields}`)],
    [
      "forwarded as an attachment by a gateway",
      multipart(
        "postmaster@gw.example.net",
        "Undeliverable mail",
        "multipart/mixed",
        part("text/plain", "The attached report came back."),
        part("message/rfc822", report),
      ),
    ],
    [
      "with the header section alone",
      multipart(
        daemon,
        "Undelivered",
        "multipart/report; report-type=delivery-status",
        part("message/delivery-status", fields),
        part("text/rfc822-headers", original.split("\n\n")[0]!),
      ),
    ],
  ])("%s", (_name, raw) => {
    expect(parseInbound(raw)).toMatchObject({
      type: "bounce",
      recipients: [{ address: "ada@example.org", kind: "hard" }],
    });
  });
});

const context = {
  message: { id: "m", emailNormalized: "ada@example.org" },
  certainty: "certain",
  receivedAt: new Date(0),
  inboundId: null,
  addressKind: "bounce",
} as const;

test.each([
  ["the failed one counts, when it is ours", "ada@example.org", "failed", "hard_bounce"],
  ["what was delivered to us counts, whoever else failed", "ada@example.org", "delivered", "delivered"],
  ["what is relayed to us is no failure", "ada@example.org", "relayed", "accepted"],
  ["what is delayed for us is a deferral", "ada@example.org", "delayed", "deferred"],
])("several fates: %s", (_what, address, action, type) => {
  const other = action === "failed" ? "delivered" : "failed";
  const dsn = `Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; bea@example.org\nAction: ${other}\nStatus: ${other === "failed" ? "5.1.1" : "2.0.0"}\n\nFinal-Recipient: rfc822; ${address}\nAction: ${action}\nStatus: ${action === "failed" ? "5.1.1" : action === "delayed" ? "4.4.1" : "2.0.0"}\n`;
  const raw = multipart(
    daemon,
    "Undelivered",
    "multipart/report; report-type=delivery-status",
    part("message/delivery-status", dsn),
    part("message/rfc822", original),
  );
  expect(canonicalOf(parseInbound(raw), context)?.type).toBe(type);
});

test("a failure elsewhere of what we had mailed to is none of our mailbox", () => {
  const dsn =
    "Reporting-MTA: dns; mx\n\nOriginal-Recipient: rfc822;ada+40example.org@relay.test\nFinal-Recipient: rfc822; private@elsewhere.test\nAction: failed\nStatus: 5.1.1\n";
  const raw = multipart(
    daemon,
    "Undelivered",
    "multipart/report; report-type=delivery-status",
    part("message/delivery-status", dsn),
    part("message/rfc822", original),
  );
  expect(canonicalOf(parseInbound(raw), context)?.type).toBe("soft_bounce");
});

const arf = (type: string) =>
  `Feedback-Type: ${type}\nUser-Agent: Test/1\nVersion: 1\nOriginal-Rcpt-To: ada@example.org\n`;
describe("complaints in old forms", () => {
  test.each<[string, Buffer, string]>([
    [
      "without the third part",
      multipart(
        "fbl@isp.test",
        "FW: Hello",
        "multipart/report; report-type=feedback-report",
        part("text/plain", "See below"),
        part("message/feedback-report", arf("abuse")),
      ),
      "abuse",
    ],
    [
      "in a multipart/mixed",
      multipart(
        "fbl@isp.test",
        "FW: Hello",
        "multipart/mixed",
        part("text/plain", "See below"),
        part("message/feedback-report", arf("fraud")),
        part("message/rfc822", original),
      ),
      "fraud",
    ],
    [
      "with the header section alone",
      multipart(
        "fbl@isp.test",
        "FW: Hello",
        "multipart/report; report-type=feedback-report",
        part("text/plain", "See below"),
        part("message/feedback-report", arf("virus")),
        part("text/rfc822-headers", original.split("\n\n")[0]!),
      ),
      "virus",
    ],
    [
      "in base64",
      multipart(
        "fbl@isp.test",
        "FW: Hello",
        "multipart/report; report-type=feedback-report",
        part(
          "message/feedback-report",
          Buffer.from(arf("abuse")).toString("base64"),
          "Content-Transfer-Encoding: base64\n",
        ),
        part("message/rfc822", original),
      ),
      "abuse",
    ],
    [
      "Hotmail's, the mail alone",
      mail(
        "staff@hotmail.com",
        "complaint about message from 192.0.2.1",
        `X-HmXmrOriginalRecipient: ada@example.org\n${original}`,
        "message/rfc822",
      ),
      "abuse",
    ],
    [
      "AOL's, in text",
      multipart(
        "scomp@aol.net",
        "Email Feedback Report for IP 192.0.2.1",
        "multipart/mixed",
        part(
          "text/plain",
          "This is an email abuse report for an email message with the message-id of one@sender.test received from IP address 192.0.2.1 on Thu, 29 Apr 2027",
        ),
        part("message/rfc822", original),
      ),
      "abuse",
    ],
    [
      "as text alone",
      mail("fbl@isp.test", "Abuse report", `This is an email abuse report.\n\n${arf("abuse")}`),
      "abuse",
    ],
  ])("%s", (_name, raw, feedbackType) => {
    expect(parseInbound(raw)).toMatchObject({ type: "complaint", feedbackType, recipients: ["ada@example.org"] });
  });
});

test.each(["Removal-Recipient", "Removed-Recipient", "Original-Recipient"])(
  "a report that names who complained in %s is about them, not about the list it was sent to",
  (field) => {
    const raw = multipart(
      "fbl@isp.test",
      "FW: Hello",
      "multipart/report; report-type=feedback-report",
      part("message/feedback-report", `Feedback-Type: opt-out\nVersion: 0.1\n${field}: rfc822; bob@example.org\n`),
      part("message/rfc822", original),
    );
    expect(parseInbound(raw)).toMatchObject({ type: "complaint", recipients: ["bob@example.org"] });
  },
);
