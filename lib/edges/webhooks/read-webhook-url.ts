import { invalid } from "@/lib/base/errors";
import { checkDestination } from "@/lib/base/outgoing/check-host";
import { surroundings } from "@/lib/base/outgoing/surroundings";
import { t } from "@/lib/language/t";

/**
 * The address that somebody typed, as it is stored. Says only what the text itself shows: where the name leads is looked at before each try.
 * Throws `invalid` on `field`.
 */
export function readWebhookUrl(text: string, field: "url" | "targetUrl" = "url"): string {
  const wrong = (why: string) => invalid(why, { [field]: why });
  const url = URL.parse(text);
  if (!url) throw wrong(t("Give a whole address, such as {example}.", { example: "https://example.com/webhooks" }));
  const isPlain = url.protocol === "http:";
  if (url.protocol !== "https:" && !(isPlain && surroundings.allowsAll())) {
    throw wrong(t("Give an address that begins with {scheme}: what is sent is about people.", { scheme: "https://" }));
  }
  if (url.username || url.password) {
    throw wrong(t("Leave user and password out of the address: calls are proven by their signature."));
  }
  const problem = checkDestination(url.hostname, Number(url.port || (isPlain ? 80 : 443)), "https");
  if (problem) throw wrong(problem.text);
  url.hash = "";
  return url.href;
}
