/**
 * Other people's words as PostgreSQL can keep them, at most `length` UTF-16 units: NUL becomes U+FFFD, and so does half a
 * character, such as one that the cut leaves.
 */
export function storableText(text: string, length: number): string {
  return text.slice(0, length).replaceAll("\0", "\ufffd").toWellFormed();
}
