import { sayAgain } from "@/lib/language/say-again";
import { maybeMsg, msg, t } from "@/lib/language/t";
import { failureTexts } from "@/lib/mail/smtp/failure-texts";
import { pausedTexts } from "./paused-texts";
import { refusalTexts } from "./refusal";

/** What is kept of a single mail whose time was over. */
export const heldTooLong = msg("It could not leave within a day. {why}");

const texts = [...Object.values(failureTexts), ...Object.values(pausedTexts), ...refusalTexts, heldTooLong];

/**
 * Why a transport is not used, or what became of a try, as it was kept: our own sentences in the reader's language, those of servers as
 * they are. One without places may be any sentence of ours.
 */
export function sayFailure(kept: string): string {
  const again = sayAgain(kept, texts, { why: sayFailure });
  return again === kept ? t(maybeMsg(kept)) : again;
}

/** The answer to a hand-over, as it was kept. Servers answer with a code: what has none may be a sentence of ours. */
export const sayReply = (code: unknown, kept: string | null): string | null =>
  kept && !code ? sayFailure(kept) : kept;
