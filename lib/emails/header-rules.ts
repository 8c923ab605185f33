/** Headers that this program writes, or that a mail system on the way does: a mail has each of them once, and ours is signed. */
const structural: ReadonlySet<string> = new Set([
  ...["from", "sender", "to", "cc", "bcc", "reply-to", "subject", "date", "message-id", "mime-version", "feedback-id"],
  ...["return-path", "delivered-to", "received", "received-spf", "authentication-results", "dkim-signature"],
  ...["domainkey-signature", "bimi-selector", "envelope-to", "errors-to", "disposition-notification-to"],
]);
/** Those of SES choose who hears of bounces, and what a mail is called there. */
const structuralStart = /^(content-|arc-|resent-|x-homing-|x-original-|x-ses-|x-msg-id$)/i;

/** Those by which a recipient leaves a list; ours to write where the mail names a topic. */
const ofLists: ReadonlySet<string> = new Set(["list-id", "list-unsubscribe", "list-unsubscribe-post"]);

/** Why a program may not set a header, in words; null when it may. */
export function headerProblem(name: string, hasTopic: boolean): string | null {
  const lower = name.toLowerCase();
  if (!/^[a-z0-9][a-z0-9-]{0,75}$/.test(lower))
    return `${JSON.stringify(name.slice(0, 80))} is not the name of a header.`;
  if (structural.has(lower) || structuralStart.test(lower))
    return `${name} is written by Homing and cannot be set here.`;
  return hasTopic && ofLists.has(lower) ? `${name} is written by Homing for a mail with a topic.` : null;
}
