import { type FieldBlock, parseFields } from "@/lib/mail/read/fields";

/** Lines with which mail systems announce the message that they return below. */
const announcements = [
  /^[\s>*|=-]*-{2,}.{0,30}\b(below (this|the next) line|this is a copy of (the|your) (message|mail)|original (message|mail)|unsent message|returned (message|mail)|undelivered message|message header|header of the original|headers? follow|enclosed is a copy|copy of (the|your) message|start of returned message|message text follows|message non-deliverable|mensaje original|message d'origine|urspr)/i,
  /^\s*(original message( header(s)?)? ?(follows)?[.:]|message headers follow[.:]|below is a copy of the original message|included is a copy of the message|original message headers:|the (original|returned) message (is|was|follows)|returned message follows|message text follows|content of the (returned|original) message|original mail as follows|old message:|the first \d+ lines of (your|the) (original )?message)/i,
  /^[-=*_\s]{0,20}(returned mail follows|original mail info|original message|returned message|unsent message follows|message header follows)[-=*_\s:.]{0,20}$/i,
];

const headerNames =
  /^(received|return-path|dkim-signature|message-id|mime-version|content-type|from|to|subject|date|x-[\w-]{1,40}|reply-to|sender|delivered-to|cc|precedence|arc-[\w-]{1,30}|authentication-results|content-transfer-encoding|feedback-id|list-[\w-]{1,20})[ \t]*:/i;
const telling =
  /^(received|return-path|message-id|mime-version|dkim-signature|x-mailer|arc-seal|authentication-results)[ \t]*:/i;

/** Parts a bounce's text into what the mail system says and the header section of the message that it returns, when there is one. */
export function splitReturned(text: string): { said: string; returned: FieldBlock | null } {
  const lines = text
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .map((line) => line.replace(/^> (?=\S)/, ""));
  const announced = lines.findIndex((line) => line.length < 200 && announcements.some((each) => each.test(line)));
  const head = headAt(lines);
  const cut = announced >= 0 && hasWords(lines.slice(0, announced)) ? announced : -1;
  const end = firstOf(cut, head);
  if (end < 0) return { said: text, returned: null };
  const from = head >= 0 ? head : end + 1;
  return { said: lines.slice(0, end).join("\n"), returned: headFields(lines.slice(from, from + 400)) };
}

function firstOf(a: number, b: number): number {
  return a < 0 ? b : b < 0 ? a : Math.min(a, b);
}

function hasWords(lines: readonly string[]): boolean {
  return lines.some((line) => /[\p{L}]{2}/u.test(line));
}

/** Index of the first line of a run of at least three header fields, one of which only a mail in transit has; -1 when there is none. */
function headAt(lines: readonly string[]): number {
  for (let start = 0; start < lines.length; start++) {
    if (!headerNames.test(lines[start]!)) continue;
    let fields = 0;
    let tells = false;
    for (let at = start; at < Math.min(lines.length, start + 60); at++) {
      const line = lines[at]!;
      if (headerNames.test(line)) {
        fields += 1;
        tells ||= telling.test(line);
        if (fields >= 3 && tells) return start;
      } else if (!/^[ \t]/.test(line)) break;
    }
  }
  return -1;
}

function headFields(lines: readonly string[]): FieldBlock | null {
  const first = lines.findIndex((line) => line.trim() !== "");
  if (first < 0) return null;
  const blank = lines.findIndex((line, index) => index > first && line.trim() === "");
  const fields = parseFields(lines.slice(first, blank < 0 ? undefined : blank).join("\n"));
  return fields.size > 0 ? fields : null;
}
