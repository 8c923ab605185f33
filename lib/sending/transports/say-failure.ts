import { sayAgain } from "@/lib/language/say-again";
import { failureTexts } from "@/lib/mail/smtp/failure-texts";
import { pausedTexts } from "./paused-texts";

const texts = [...Object.values(failureTexts), ...Object.values(pausedTexts)];

/** Why a transport is not used, or what became of a try, as it was kept: our own sentences in the reader's language, those of servers as they are. */
export const sayFailure = (kept: string): string => sayAgain(kept, texts);
