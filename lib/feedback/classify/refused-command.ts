/** How mail systems name, in a report, the SMTP command that was refused. */
const marks = [
  // Postfix: (in reply to MAIL FROM command)
  /\(in reply to (?:end of )?(\w{4,8})\b/i,
  // Exim: SMTP error from remote mail server after pipelined MAIL FROM:<…>
  /smtp error from remote mail(?: ?server|er) after (?:pipelined |sending |end of )?(initial|\w{4,8})\b/i,
  // Sendmail, Courier: >>> MAIL From:<…> <<< 550 …
  />>> ?(\w{4,8})\b[^<>]{0,80}(?:<[^<>]{0,320}>[^<>]{0,200})?<<< ?[45]\d\d/i,
] as const;

/** Postfix at the greeting; qmail-remote at the greeting, after HELO and after MAIL FROM. */
const otherwise = [
  ["greeting", /refused to talk to me:|but greeting failed|after initial connection/i],
  ["helo", /but my name was rejected/i],
  ["mail", /but sender was rejected/i],
] as const;

const beforeRecipient = new Set(["initial", "connect", "greeting", "helo", "ehlo", "lhlo", "starttls", "auth", "mail"]);

/**
 * The command at which a server refused us before it had heard of any recipient, in lower case; null where it was another one or is not
 * said. Whatever the words, such a refusal cannot be about a mailbox (RFC 5321 §3.3).
 */
export function refusedBeforeRecipient(text: string): string | null {
  for (const mark of marks) {
    const command = mark.exec(text)?.[1]?.toLowerCase();
    if (command) return beforeRecipient.has(command) ? command : null;
  }
  return otherwise.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
