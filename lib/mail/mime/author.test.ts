import { expect, test } from "vitest";
import { cpuMs } from "@/tests/support/cpu-time";
import { authorOf, readAuthor } from "./author";
import { composeMessage, toRawMessage } from "./mime";

const message = (...lines: string[]) => Buffer.from(`${lines.join("\r\n")}\r\n\r\nFrom: body@evil.example\r\n`, "utf8");

test.each([
  ["a bare address", "From: news@acme.com", "news@acme.com"],
  ["a name", "From: Acme News <news@acme.com>", "news@acme.com"],
  ["a folded field", "From: =?utf-8?q?Caf=C3=A9?=\r\n <news@acme.com>", "news@acme.com"],
  ["a name that looks like an address", 'From: "ceo@bank.com" <news@acme.com>', "news@acme.com"],
  ["a name with an escaped quote and brackets", 'From: "a\\" <ceo@bank.com>, b" <news@acme.com>', "news@acme.com"],
  ["another spelling of the field", "FROM : news@acme.com", "news@acme.com"],
  ["a sub-domain", "From: news@mail.acme.com", "news@mail.acme.com"],
  ["capitals in the domain", "From: News@ACME.com", "News@acme.com"],
  ["a name behind the address, as cron writes it", "From: root@acme.com (Cron Daemon)", "root@acme.com"],
  ["an address beyond ASCII", "From: <grüße@acme.com>", "grüße@acme.com"],
])("reads %s", (_name, line, address) => {
  expect(authorOf(message("Subject: x", line, "To: a@b.example"))?.address).toBe(address);
});

test.each([
  ["no From", ["Subject: x"]],
  ["two From fields", ["From: news@acme.com", "Subject: x", "From: ceo@bank.com"]],
  ["a second From in another spelling", ["From: news@acme.com", "fROM\t: ceo@bank.com"]],
  ["two addresses", ["From: news@acme.com, ceo@bank.com"]],
  ["two mailboxes with names", ["From: Acme <news@acme.com>, Boss <ceo@bank.com>"]],
  ["an address before the brackets", ["From: ceo@bank.com <news@acme.com>"]],
  ["two pairs of brackets", ["From: <ceo@bank.com> <news@acme.com>"]],
  ["a route", ["From: <@bank.com:news@acme.com>"]],
  ["a group", ["From: Friends: news@acme.com;"]],
  ["a comment", ["From: (ceo@bank.com) <news@acme.com>"]],
  ["a comment with an address behind it", ["From: news@acme.com (ceo@bank.com)"]],
  ["two comments", ["From: news@acme.com (a) (b)"]],
  ["an open quote", ['From: "Acme <news@acme.com>']],
  ["a bare CR", ["From: news@acme.com\rFrom: ceo@bank.com"]],
  ["a bare LF", ["From: news@acme.com\nFrom: ceo@bank.com"]],
  ["a NUL", ["From: news@acme.com\0@bank.com"]],
  ["a domain with a dot at its end", ["From: news@acme.com."]],
  ["a domain that is not in A-labels", ["From: news@bücher.example"]],
  ["a quoted local part", ['From: "ceo@bank.com,news"@acme.com']],
  ["an unquoted odd local part", ["From: a b@acme.com"]],
  ["octets that are no UTF-8", [Buffer.from("From: \xff@acme.com", "latin1").toString("utf8")]],
])("sees no author in a message with %s", (_name, lines) => {
  expect(authorOf(message(...lines))).toBeNull();
});

test("a header part without an end has no author", () => {
  expect(authorOf(Buffer.from("From: news@acme.com\r\n"))).toBeNull();
  expect(authorOf(Buffer.alloc(0))).toBeNull();
});

test("whatever a sender is called, the composed message has the sender's address as its one author", () => {
  const names = [
    "Acme",
    "ceo@bank.com",
    '"ceo@bank.com" <ceo@bank.com>,',
    "a\r\nFrom: ceo@bank.com",
    "=?utf-8?q?ceo=40bank=2Ecom?=",
    "Ünï (côde) <x@y.z>",
    "x".repeat(300),
    '\\"',
    "a,b;c:d@e",
  ];
  for (const name of names) {
    const composed = composeMessage({
      id: "0190a0a0-0000-7000-8000-000000000000",
      domain: "acme.com",
      from: { name, address: "news@acme.com" },
      to: { name, address: "reader@example.net" },
      replyTo: { name, address: "help@other.example" },
      subject: `${name}\r\nFrom: ceo@bank.com`,
      html: "<p>Hi</p>",
      text: "Hi",
      date: new Date(),
    });
    expect(authorOf(toRawMessage(composed))?.address, name).toBe("news@acme.com");
  }
});

test("a long From is read in linear time", async () => {
  for (const unit of ['"', "\\", "<", ",", "(", '"\\', " ", "a@"]) {
    expect(await cpuMs(() => readAuthor(`${unit.repeat(500_000)} <news@acme.com>`)), unit).toBeLessThan(1000);
  }
});
