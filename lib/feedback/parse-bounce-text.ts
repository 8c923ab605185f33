import { codesOf } from "@/lib/feedback/classify";
import type { ReceivedMail } from "@/lib/feedback/read-mail";

export interface ParsedBounceText {
  recipient: string | null;
  code: string | null;
  status: string | null;
  diagnostic: string;
  /** "delayed" when the text says that it will be tried again. */
  action: "failed" | "delayed";
}

const senders = /^(mailer-daemon|postmaster|mail-daemon|mailerdaemon|mail\.?delivery|postoffice|maildaemon)([.+@-]|$)/;
const subjects =
  /undeliver|delivery (status|failure|failed|has failed|problem|report|notification)|returned mail|mail delivery|failure notice|could not be delivered|not delivered|delayed|warning: (message|could not)|mail system error|non ?remis|unzustellbar/i;
const delayed =
  /will be (re)?tr(ied|y)|still being retried|has not (yet )?been delivered|delayed|warning message only|you do not need to resend/i;

/**
 * Reads a bounce that is written for people only (qmail, Exim and old gateways). Null when the mail does not look like one:
 * it must come from a mail system and say so, or carry the null sender.
 */
export function parseBounceText(mail: ReceivedMail, nullSender = false): ParsedBounceText | null {
  const system = senders.test(mail.from ?? "") || nullSender || mail.header("return-path")?.trim() === "<>";
  const speaks = subjects.test(mail.subject) || mail.header("x-failed-recipients") !== null;
  if (!system || !speaks) return null;
  const text = mail.text.split(/\n-{3,}[^\n]*(original|copy of|this is a copy|returned|forwarded)/i)[0] ?? "";
  const diagnostic = diagnosticIn(text);
  const { code, enhanced } = codesOf({ text: diagnostic });
  return {
    recipient: (mail.header("x-failed-recipients") ?? recipientIn(text))?.trim().toLowerCase() ?? null,
    code,
    status: enhanced,
    diagnostic,
    action:
      delayed.test(text) && !/permanent|giving up|given up|gave up|not going to try/i.test(text) ? "delayed" : "failed",
  };
}

function recipientIn(text: string): string | null {
  const found = /<([^<>\s]+@[^<>\s]+)>\s*:?|^\s*([^\s<>:;,"()]+@[^\s<>:;,"()]+)\s*:?\s*$/m.exec(text);
  return found?.[1] ?? found?.[2] ?? null;
}

/** The lines from the first one that quotes a reply code, else the whole text; 1,000 characters are enough to classify and to show. */
function diagnosticIn(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const first = lines.findIndex((line) => /(^|\W)[45]\d\d[ -]\S|[#( ][45]\.\d{1,3}\.\d{1,3}\b/.test(line));
  const from = first >= 0 ? lines.slice(first, first + 6) : lines;
  return from.filter(Boolean).join(" ").slice(0, 1000);
}
