import fs from "node:fs";
import { describe, expect, test } from "vitest";
import { parseInbound } from "@/lib/feedback/parse/parse-inbound";

/** A mail with the null sender, as absence notes have it (RFC 3834 §3.3). */
const received = (lines: string[], body: string) =>
  parseInbound(Buffer.from([...lines, "To: b@bounces.homing.test", "", body].join("\r\n")), { from: "" });

const absence = ["From: Jane Doe <jane@rcv.test>", "Subject: Re: Spring sale", "Auto-Submitted: auto-replied"];

describe("an answer that a person's mailbox gives by itself is never a bounce", () => {
  test("the sample", () => {
    const raw = fs.readFileSync("tests/fixtures/cases/automatic-reply-did-not-receive.eml");
    expect(parseInbound(raw, { from: "" })).toMatchObject({ type: "auto-reply", flavour: "vacation" });
  });

  test.each([
    "If you did not receive an answer by Tuesday, please call me.",
    "My mailbox is full of mail, so this may not be delivered to me in time.",
    "The user unknown to you is my deputy: <max@rcv.test>: he will help. No such user? Call me.",
    "Your message could not be delivered to me today because I am on leave. Delivery has failed? Write to max@rcv.test.",
    "Ihre Nachricht konnte nicht gelesen werden.",
    "550 5.1.1 <max@rcv.test>... User unknown",
  ])("whatever it says: %s", (body) => {
    expect(received(absence, body).type).toBe("auto-reply");
    const titled = [
      "From: jane@rcv.test",
      "Subject: Undeliverable until Monday",
      "Auto-Submitted: auto-replied (vacation)",
    ];
    expect(received(titled, body).type).toBe("auto-reply");
    expect(received(["From: jane@rcv.test", "Subject: Away", "X-Autoreply: yes"], body).type).toBe("auto-reply");
  });

  test("also when it quotes the mail that it answers", () => {
    const quoted =
      "I did not receive your order.\r\n\r\n-----Original Message-----\r\nFrom: Shop <a@shop.test>\r\nTo: jane@rcv.test\r\nSubject: Sale\r\n\r\nHello";
    expect(received(absence, quoted).type).toBe("auto-reply");
  });
});

const titled = (subject: string, body = "I am away.") =>
  parseInbound(
    Buffer.from(
      `From: Jane <jane@rcv.test>\r\nTo: b@shop.test\r\nSubject: ${subject}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body}`,
    ),
  );

test.each([
  "AUTO: Smith, John is out of the office. (returning 05/01/2010)",
  "Auto: Jane is out of office",
  "رد تلقائي: عرض",
  "Automatisk svar: Tilbud",
  "Automatiskt svar: Erbjudande",
  "Automatická odpoveď: Ponuka",
  "Αυτόματη απάντηση: Προσφορά",
  "תשובה אוטומטית: מבצע",
  "Trả lời tự động: Ưu đãi",
  "休暇中のお知らせ",
  "夏季休業のお知らせ",
])("a mail program titles an absence note: %s", (subject) => {
  expect(titled(subject)).toMatchObject({ type: "auto-reply", flavour: "vacation" });
});

test.each([
  "Thank you for your message.\n\nThis is an automated acknowledgement. Please do not reply to this email.",
  "Dies ist eine automatisch generierte Antwort.",
  "Ceci est un message automatique, merci de ne pas répondre.",
  "This message was sent automatically.",
])("a text says itself that a program wrote it: %s", (body) => {
  expect(titled("RE: Spring sale", body)).toMatchObject({ type: "auto-reply", flavour: "automatic" });
});

test.each([
  [
    "RE: Spring sale",
    "Our line is fully automated.\nThis is an automated line with PLC.\n\n> This is an automated message",
  ],
  ["Auto: Frage zum Angebot", "Gibt es den Wagen auch in Rot?"],
  [
    "RE: Spring sale",
    "Yes please.\n\nFrom: Shop <b@shop.test>\nSent: Monday\nSubject: Spring sale\n\nThis is an automated message.",
  ],
  ["How do I set an out of office in the portal?", "Please tell me."],
])("a person who writes of automatic things stays a person: %s", (subject, body) => {
  expect(titled(subject, body).type).toBe("reply");
});

test("a mailbox that takes known senders only asks for proof", () => {
  const body =
    "This account is protected by Bluebottle.  Please click on the\nfollowing link to have your address added to the recipient's allowed\nlist and to ensure delivery.\n\nhttp://www.bluebottle.com/verification/1234";
  expect(titled("RE: Sale", body)).toMatchObject({ type: "auto-reply", flavour: "challenge" });
  expect(titled("RE: Sale", "Could you add me to your list of guests?").type).toBe("reply");
});

test("a mail system without a name says that nobody is there", () => {
  const raw =
    "From: <>\r\nTo: b@shop.test\r\nAuto-Submitted: auto-replied\r\n\r\nYou sent mail to ada@example.org. That's not a valid user here.";
  expect(parseInbound(Buffer.from(raw))).toMatchObject({
    type: "bounce",
    recipients: [{ address: "ada@example.org", kind: "hard" }],
  });
});

test.each([
  ["a mail system says so", ["From: Mail Delivery System <Mailer-Daemon@rcv.test>"], ""],
  ["its fields name who failed", ["From: relay@rcv.test", "X-Failed-Recipients: jane@rcv.test"], ""],
  [
    "it brings the message back",
    ["From: relay@rcv.test"],
    "\r\n\r\n------ This is a copy of the message ------\r\nReceived: from a by b\r\nMessage-ID: <1@shop.test>\r\nTo: jane@rcv.test\r\nSubject: Sale\r\n\r\nHello",
  ],
])("a bounce that calls itself auto-replied stays one: %s", (_why, fields, returned) => {
  const head = [
    ...fields,
    "Subject: Mail delivery failed: returning message to sender",
    "Auto-Submitted: auto-replied",
  ];
  const said = `A message that you sent could not be delivered.\r\n\r\n  jane@rcv.test\r\n    550 5.1.1 User unknown${returned}`;
  expect(received(head, said)).toMatchObject({
    type: "bounce",
    recipients: [{ address: "jane@rcv.test", kind: "hard" }],
  });
});
