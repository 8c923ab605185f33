import { expect, test } from "vitest";
import { headerProblem } from "./header-rules";

test.each(["X-SES-CONFIGURATION-SET", "x-ses-message-tags", "X-Msg-Id", "Resent-From", "Return-Path", "Bcc"])(
  "%s is ours to write",
  (name) => expect(headerProblem(name, false)).toBe(`${name} is written by Homing and cannot be set here.`),
);

test.each(["X-Order", "X-Msg-Id-Of-Mine", "References", "X-Entity-Ref-ID"])("%s is the program's", (name) =>
  expect(headerProblem(name, false)).toBeNull(),
);

test("those by which a list is left are ours where the mail is about one", () => {
  expect(headerProblem("List-Unsubscribe", false)).toBeNull();
  expect(headerProblem("List-Unsubscribe", true)).toMatch(/^List-Unsubscribe is written by Homing for a mail/);
});

test.each(["", "X Order", "X-Order:", "X-Order\r\nBcc"])("%j is no name", (name) =>
  expect(headerProblem(name, false)).toMatch(/is not the name of a header/),
);
