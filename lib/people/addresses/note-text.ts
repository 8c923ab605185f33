import { maybeMsg, t } from "@/lib/language/t";

/**
 * A note as it is shown: what the product wrote itself when a message came back is said in the language of whoever asks, words of servers
 * and of people stay as they are.
 */
export function noteText({ note, messageId }: { note: string; messageId: string | null }): string {
  return messageId === null ? note : t(maybeMsg(note));
}
