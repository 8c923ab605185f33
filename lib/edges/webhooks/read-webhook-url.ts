import { invalid } from "@/lib/base/errors";
import { checkDestination } from "@/lib/base/outgoing/check-host";
import { surroundings } from "@/lib/base/outgoing/surroundings";

/**
 * The address that somebody typed, as it is stored. Says only what the text itself shows: where the name leads is looked at before each try.
 * Throws `invalid` on `url`.
 */
export function readWebhookUrl(text: string): string {
  const url = URL.parse(text);
  if (!url) throw wrong("Give a whole address, such as https://example.com/webhooks.");
  const isPlain = url.protocol === "http:";
  if (url.protocol !== "https:" && !(isPlain && surroundings.allowsAll())) {
    throw wrong("Give an address that begins with https://: what is sent is about people.");
  }
  if (url.username || url.password) {
    throw wrong("Leave user and password out of the address: calls are proven by their signature.");
  }
  const problem = checkDestination(url.hostname, Number(url.port || (isPlain ? 80 : 443)), "https");
  if (problem) throw wrong(problem.text);
  url.hash = "";
  return url.href;
}

const wrong = (text: string) => invalid(text, { url: text });
