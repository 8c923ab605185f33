import { expect, test } from "vitest";
import { isDisposableDomain } from "./disposable-domain";

test.each([
  ["mailinator.com", true],
  ["box.mailinator.com", true],
  ["yopmail.com", true],
  ["gmail.com", false],
  ["mailinator.com.example", false],
  ["xmailinator.example", false],
  ["com", false],
  ["", false],
])("%s gives out mailboxes for minutes: %j", (domain, wanted) => {
  expect(isDisposableDomain(domain)).toBe(wanted);
});
