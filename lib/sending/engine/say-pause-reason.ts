import type { Campaign } from "@/lib/base/db/generated/client";
import { sayAgain } from "@/lib/language/say-again";
import { inLanguage } from "@/lib/language/server";
import { currentLanguage } from "@/lib/language/speech";
import { maybeMsg, t } from "@/lib/language/t";
import { brakeText } from "@/lib/sending/brake/brake.shared";
import { brakeFinding } from "@/lib/sending/brake/stored-brake";
import { pauseTexts } from "@/lib/sending/campaign/pause-texts";
import { refusalTexts } from "@/lib/sending/transports/refusal";

const texts = [...Object.values(pauseTexts), ...refusalTexts];

/**
 * Why a campaign is paused or a draft again, as it was kept, in the language of whoever is asking; what the brake found with numbers as
 * they are written there.
 */
export function sayPauseReason({ pauseReason, brake }: Pick<Campaign, "pauseReason" | "brake">): string | null {
  if (pauseReason === null || currentLanguage() === "en") return pauseReason;
  const finding = brakeFinding(brake);
  const isFound = finding !== null && pauseReason === inLanguage("en", () => brakeText(finding));
  return isFound ? brakeText(finding) : said(pauseReason);
}

/** What is none of the sentences with places may be one without. */
function said(kept: string): string {
  const again = sayAgain(kept, texts, { why: said, problem: said });
  return again === kept ? t(maybeMsg(kept)) : again;
}
