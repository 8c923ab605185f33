import { t } from "@/lib/language/t";
/** What an author most likely means: `example.com` is a web address, `a@example.com` a mail address. */
export function tidyUrl(input: string): string {
  const url = input.trim();
  if (url === "" || /^([a-z][a-z0-9+.-]*:|#|\{\{|\{%)/i.test(url)) return url;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(url)) return `mailto:${url}`;
  return `https://${url.replace(/^\/+/, "")}`;
}

/** Why an address cannot stand in a mail, in words; null when it can. */
export function linkProblem(url: string): string | null {
  if (url === "") return t("Give an address.");
  if (/^(\{\{|\{%|#)/.test(url)) return null;
  if (!/^(https?|mailto|tel|sms):/i.test(url)) return t("Mail clients open web, mail and telephone addresses only.");
  if (/^https?:/i.test(url) && !/^https?:\/\/([^\s/?#]+\.[^\s/?#]+|localhost|\{\{)/i.test(url))
    return t("This is not a web address.");
  return /\s/.test(url.replace(/\{\{.*?\}\}|\{%.*?%\}/g, "")) ? t("An address has no spaces.") : null;
}
