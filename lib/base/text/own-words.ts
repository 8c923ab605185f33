const attribution =
  /^(?:[>\s]*)(?:(?:on|am|le|el|em|il|op|den|dne|dnia|на)\b.{4,200}(?:wrote|writes|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev|napsal\S*|napisał\S*|написал\S*)[^:]{0,120}:|-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale|oorspronkelijk bericht)\s*-{2,}|_{10,})\s*$/iu;

/** Outlook sets the head of the answered mail above it, without a sign of its own: its first line, and one of the next three. */
const quotedFrom = /^\*{0,2}(?:from|von|de|da|van|från|fra|od|от|lähettäjä|feladó)\s?:\*{0,2}\s/iu;
const quotedSent =
  /^\*{0,2}(?:sent|date|gesendet|datum|envoy[ée]|enviado(?: el| em)?|inviato|verzonden|skickat|sendt|wysłano|odesláno|отправлено|lähetetty|elküldve)\s?:/iu;

/**
 * The part of an answer that its writer wrote: without the quoted mail below it, and without quoted lines. What has nothing else is left
 * as it is. Bounded: looks at 400 lines.
 */
export function ownWords(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n").split("\n").slice(0, 400);
  const end = lines.findIndex((_, at) => at > 0 && startsQuote(lines, at));
  const kept = (end > 0 ? lines.slice(0, end) : lines).filter((line) => !line.startsWith(">"));
  const words = kept
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return words || text.trim();
}

function startsQuote(lines: readonly string[], at: number): boolean {
  if (attribution.test(lines[at]!) || attributionOverTwo(lines, at)) return true;
  return quotedFrom.test(lines[at]!) && lines.slice(at + 1, at + 4).some((line) => quotedSent.test(line));
}

/** Mail programs break the line after the address. */
function attributionOverTwo(lines: readonly string[], at: number): boolean {
  const [first, second] = [lines[at] ?? "", lines[at + 1] ?? ""];
  return (
    first.length < 200 &&
    /^(?:on|am|le|el)\b/i.test(first) &&
    /:\s*$/.test(second) &&
    attribution.test(`${first} ${second}`)
  );
}
