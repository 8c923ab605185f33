/** Why an address must not be mailed, for people. */
export const suppressionWords: Record<string, string> = {
  hard_bounce: "Mailbox does not exist",
  complaint: "Marked mail as spam",
  unsubscribe: "Unsubscribed from everything",
  manual: "Blocked by hand",
};
