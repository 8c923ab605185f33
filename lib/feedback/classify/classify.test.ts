import fs from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { classifyReply } from "@/lib/feedback/classify/classify";
import type { OperatorRule } from "./operator-rule";

interface LabelledReply {
  line: string;
  expected: { kind: "hard" | "soft" | null };
  kind_firm?: boolean;
}

const published = "tests/fixtures/smtp-replies/replies.jsonl";

test.each([
  ["550 5.1.1 <ada@example.com>: Recipient address rejected: User unknown", "hard", "invalid_recipient"],
  ["550 5.2.1 The email account that you tried to reach is disabled", "hard", "inactive_mailbox"],
  ["550 5.1.2 Host unknown", "hard", "invalid_domain"],
  ["452 4.2.2 The email account that you tried to reach is over quota", "soft", "mailbox_full"],
  ["552 5.2.2 Mailbox full", "soft", "mailbox_full"],
  ["450 4.2.0 Greylisted, please try again in 300 seconds", "soft", "greylist"],
  ["421 4.7.28 Gmail has detected an unusual rate of mail", "soft", "throttled"],
  ["450 4.2.1 The user you are trying to contact is receiving mail too quickly", "soft", "throttled"],
  ["550 5.7.1 blocked using zen.spamhaus.org", "block", "reputation_block"],
  [
    "550 5.2.1 Mailbox unavailable. Your IP address 192.0.2.1 is blacklisted using SPAMHAUS-XBL",
    "block",
    "reputation_block",
  ],
  ["550 5.7.26 This mail is unauthenticated", "block", "auth_failure"],
  [
    "550 5.7.515 Access denied, sending domain example.com does not meet the required authentication level",
    "block",
    "auth_failure",
  ],
  ["550 5.7.606 Access denied, banned sending IP [192.0.2.1]", "block", "reputation_block"],
  ["552 5.3.4 Message too large", "block", "message_too_large"],
  ["554 5.7.1 Message content rejected, UBE", "block", "content_rejected"],
  ["554 5.7.1 Relay access denied", "block", "relay_denied"],
  ["550 5.7.1 Blacklisted by recipient", "soft", "recipient_policy"],
  [
    "550 5.1.1 Amazon SES has suppressed sending to this address: it is on the suppression list",
    "hard",
    "suppressed_by_provider",
  ],
  [
    "554 5.7.1 Messages with multiple 550 5.7.1 addresses in From: header are not accepted",
    "block",
    "content_rejected",
  ],
  ["5.1.0 - Unknown address error 550-'5.7.1 Message rejected: listed by spamhaus'", "block", "reputation_block"],
  ["503 5.5.1 Error: no recipients specified", "block", "protocol"],
  ["535 5.7.8 Authentication failed: unknown user or wrong password", "block", "config"],
  ["550 5.7.1 your account is not allowed to send", "block", "policy"],
  ["550 Requested action not taken: mailbox unavailable. Reject due to policy restrictions.", "block", "policy"],
  ["550 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.1", "block", "reputation_block"],
  ["550 5.1.0 Address rejected.", "hard", "invalid_recipient"],
  ["550 no mailbox by that name is currently available", "hard", "invalid_recipient"],
  ["554 5.4.14 Hop count exceeded - possible mail loop", "soft", "network"],
  ["450 4.3.2 Internal system error, try again later", "soft", "system"],
  ["550 5.4.4 Unrouteable address", "hard", "invalid_domain"],
  ["550 5.7.1 You are not allowed to send to this group: only accepts mail from members", "soft", "recipient_policy"],
])("%s is %s, %s", (text, kind, category) => {
  expect(classifyReply({ text })).toMatchObject({ kind, category });
});

test("a temporary class is never hard, whatever the text says", () => {
  expect(classifyReply({ code: 450, enhanced: "4.1.1", text: "User unknown" }).kind).toBe("soft");
});

test("a temporary refusal that nobody will try again is as final as any, but a name server may recover", () => {
  expect(classifyReply({ enhanced: "4.1.1", text: "User unknown", final: true }).kind).toBe("hard");
  expect(classifyReply({ enhanced: "4.1.2", text: "Host unknown", final: true }).kind).toBe("soft");
});

test("the same words mean what their provider means by them", () => {
  const text = "550 5.4.1 Recipient address rejected: Access denied";
  expect(classifyReply({ text, host: "example-org.mail.protection.outlook.com" }).category).toBe("invalid_recipient");
  expect(classifyReply({ text, host: "mx.example.org" }).category).not.toBe("invalid_recipient");
});

test("an operator's rule comes first, for its provider and codes only", () => {
  const rule: OperatorRule = {
    provider: "google",
    code: "550",
    enhanced: null,
    category: "policy",
    test: (text) => text.includes("gone"),
  };
  const reply = { text: "550 5.1.1 user is gone", host: "aspmx.l.google.com" };
  expect(classifyReply(reply, [rule])).toMatchObject({ category: "policy", by: "operator" });
  expect(classifyReply({ ...reply, host: "mx.example.org" }, [rule]).by).not.toBe("operator");
  expect(classifyReply({ ...reply, text: "551 5.1.1 user is gone" }, [rule]).by).not.toBe("operator");
});

test("a bare 550 does not blame the mailbox", () => {
  expect(classifyReply({ code: 550, text: "Rejected" })).toMatchObject({ kind: "soft", category: "undetermined" });
});

test("a policy refusal is a block", () => {
  expect(classifyReply({ code: 550, enhanced: "5.7.1", text: "rejected by policy" }).kind).toBe("block");
});

test("whatever arrives gets an answer, and a 4yz reply is never hard", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 500 }), fc.integer({ min: 400, max: 499 }), (text, code) => {
      expect(classifyReply({ code, text }).kind).not.toBe("hard");
    }),
  );
});

test("published replies: at least 96 % of the firm labels are met", () => {
  const replies = fs
    .readFileSync(published, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as LabelledReply)
    .filter((reply) => reply.expected.kind !== null && reply.kind_firm !== false);
  const met = replies.filter(
    ({ line, expected }) => (classifyReply({ text: line }).kind === "hard") === (expected.kind === "hard"),
  );
  expect(replies.length).toBeGreaterThan(200);
  expect(met.length / replies.length).toBeGreaterThan(0.96);
});
