import { expect, test } from "vitest";
import { classifyReply } from "@/lib/feedback/classify/classify";

/** Failures with names and refusals of us, in the words of servers. */
const innocent = [
  "Malformed or unexpected name server reply",
  "malformed name server reply",
  "Host or domain name not found. Name service error for name=example.org type=MX: Host not found, try again",
  "Name service error for name=example.org type=MX: Malformed or unexpected name server reply",
  "Domain example.org lookup failed: SERVFAIL",
  "DNS server returned SERVFAIL for example.org",
  "example.org: Host name lookup failure",
  "User lookup failed, try again later",
  "Recipient address rejected: User unknown in virtual mailbox table; try again later",
  "Mailbox unavailable, please try again later",
  "Recipient unknown at the moment; try again later",
  "Temporary lookup failure",
  "Recipient address lookup failed temporarily",
  "Too many invalid recipients",
  "too many invalid recipients from your host",
  "Too many unknown recipients; closing connection",
  "Too many nonexistent users",
  "Client host rejected: Access denied",
  "Client host rejected: cannot find your hostname, [192.0.2.1]",
  "<mail.example.net[192.0.2.1]>: Client host rejected: 550 5.1.1 go away",
  "unknown[192.0.2.1]: Client host rejected: mail from unknown users not accepted",
  "Client host [192.0.2.1] rejected: unknown user agent",
  "No valid recipients",
  "Error: no valid recipients",
  "503 5.5.1 Error: need RCPT command, no valid recipients",
];
const before = [
  "",
  "450 ",
  "451 ",
  "550 ",
  "554 ",
  "550 5.1.1 ",
  "550-5.1.1 ",
  "450 4.4.3 ",
  "550 5.4.3 ",
  "554 5.4.4 ",
  "451 4.4.0 ",
  "550 5.4.0 ",
];
const ways: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.replace(/ /g, "\r\n    "),
  (text) => text.replace(/ /g, "  "),
  (text) => `smtp; ${text}`,
];

test.each(innocent)("%s is never held against a mailbox", (reply) => {
  const hard = before.flatMap((codes) =>
    ways.flatMap((way) =>
      [true, false].flatMap((final) => {
        const text = way(`${codes}${reply}`);
        const { kind, category } = classifyReply({ text, final });
        return kind === "hard" ? [`${category}: ${JSON.stringify(text)} ${final}`] : [];
      }),
    ),
  );
  expect(hard).toEqual([]);
});
