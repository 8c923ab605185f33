import type { useFormat } from "@/components/shell/workspace-provider";
import { t } from "@/lib/language/t";

/** So many people; `isAbout` where a sample was counted. */
export function recipientsText(format: ReturnType<typeof useFormat>, count: number, isAbout: boolean): string {
  const number = format.number(count);
  return isAbout ? t("about {number}", { number }) : number;
}

/** What is asked before a campaign leaves at once. */
export const sendNowQuestion = (count: number, isAbout: boolean): string =>
  isAbout
    ? t("Send to about {count, plural, one {# person} other {# people}} now?", { count })
    : t("Send to {count, plural, one {# person} other {# people}} now?", { count });
