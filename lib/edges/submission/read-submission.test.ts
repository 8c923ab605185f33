import { expect, test } from "vitest";
import { readSubmission } from "./read-submission";

const handed = (...lines: string[]) => ({
  raw: Buffer.from(["From: App <app@shop.example>", "To: ada@example.net", ...lines, "", "Text"].join("\r\n")),
  ...{ recipients: [], host: "smtp.homing.test", protocol: "ESMTPSA", traceId: "t" },
  now: new Date("2026-11-30T09:00:00Z"),
});

test("mails of one session and one moment that have no Message-ID get one each", () => {
  const [one, other] = [readSubmission(handed()), readSubmission(handed())];
  expect(one.messageId).toMatch(/^<[\w-]+@shop\.example>$/);
  expect(one.messageId).not.toBe(other.messageId);
  expect(readSubmission(handed("Message-ID: <a@client.test>")).messageId).toBe("<a@client.test>");
});

test("a Sender stays at the domain of the author only", () => {
  const left = (sender: string) => readSubmission(handed(`Sender: ${sender}`)).mail.raw.toString();
  expect(left("Desk <desk@SHOP.example>")).toContain("Sender: Desk <desk@SHOP.example>");
  for (const other of ["Bank <pay@bank.example>", "desk@news.shop.example", "a@shop.example, b@bank.example", ""])
    expect(left(other)).not.toMatch(/^Sender:/im);
});
