import { msg, t } from "@/lib/language/t";

/** A reason ends where the sentence goes on. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /[.\s]/.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** What `suspendedText` is made of, for where it is kept. */
export const suspensionMsg = msg(
  "This workspace is suspended by the operator: {reason}. Nothing is sent and nothing is imported until the operator lifts it.",
);

/** What the people of a suspended workspace read wherever they meet it; `reason` is the operator's. */
export const suspendedText = (reason: string): string => t(suspensionMsg, { reason: withoutEnd(reason) });
