const keyOf = (replyId: string) => `homing:answer:${replyId}`;

/** Keeps what is being written in this browser, so that a reload loses nothing; empty text is forgotten. A full or forbidden storage is no reason to stop. */
export function keepAnswer(replyId: string, text: string): void {
  try {
    if (text.trim()) localStorage.setItem(keyOf(replyId), text);
    else localStorage.removeItem(keyOf(replyId));
  } catch {
    // Private windows refuse; the text lasts as long as the page.
  }
}

/** What an earlier visit wrote and did not send. */
export function keptAnswer(replyId: string): string {
  try {
    return localStorage.getItem(keyOf(replyId)) ?? "";
  } catch {
    return "";
  }
}
