import { expect, test } from "vitest";
import { describeMail } from "@/lib/run/mailbox/captured";

const mail = (...lines: string[]) => Buffer.from([...lines, "", "Hello", ""].join("\r\n"));

test("encoded subjects are decoded, neighbours of one word joined (RFC 2047)", () => {
  const subject = "=?utf-8?Q?Gr=C3=BC=C3=9Fe_?=\r\n =?utf-8?B?8J+MsQ==?= und mehr";
  expect(describeMail(mail(`Subject: ${subject}`)).subject).toBe("Grüße 🌱 und mehr");
});

test("a letter split over two encoded words is one letter", () => {
  expect(describeMail(mail("Subject: =?utf-8?Q?=C3?= =?utf-8?Q?=BC?=")).subject).toBe("ü");
});

test("unknown charsets and garbage do not stop the mail", () => {
  expect(describeMail(mail("Subject: =?x-nonsense?Q?abc?=")).subject).toBe("abc");
  expect(describeMail(Buffer.from([0, 1, 2, 255])).subject).toBe("");
});

test("test mails are known by their subject", () => {
  expect(describeMail(mail("Subject: [Test] Spring")).isTest).toBe(true);
  expect(describeMail(mail("Subject: Spring")).isTest).toBe(false);
});
