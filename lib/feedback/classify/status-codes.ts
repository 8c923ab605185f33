/** Reply and status codes as mail systems write them into prose (RFC 5321 §4.2, RFC 3463). */

const enhancedInText = /(?:^|[^\d.\w])#?([245])\.([0-9]{1,3})\.([0-9]{1,3})(?![\d.]*\d)/g;
const codeInText = /(?:^|[\s:;'"<([>=-])#?([245][0-5]\d)(?=$|[\s:;,<[\])'"/-]|\.(?!\d))/g;

/** Enhanced status codes in a text, in order, at most ten. Addresses such as 5.1.1.4 are not taken for one. */
export function enhancedCodesIn(text: string): string[] {
  const found: string[] = [];
  for (const match of text.slice(0, 8000).matchAll(enhancedInText)) {
    const [, klass, subject, detail] = match;
    if (Number(subject) <= 7) found.push(`${klass}.${Number(subject)}.${Number(detail)}`);
    if (found.length >= 10) break;
  }
  return found;
}

/** Three-digit reply codes in a text, failures first, at most ten. Numbers that only look like one (ports, years, ids) are left out. */
export function replyCodesIn(text: string): string[] {
  const found: string[] = [];
  for (const match of text.slice(0, 8000).matchAll(codeInText)) {
    const before = text.slice(Math.max(0, match.index - 12), match.index + 1);
    if (/\b(port|for|than|id|after|state|error id)\s?$/i.test(before) && !/error$/i.test(before)) continue;
    found.push(match[1]!);
    if (found.length >= 10) break;
  }
  return [...found.filter((code) => code[0] !== "2"), ...found.filter((code) => code[0] === "2")];
}

/** True for x.0.0 and its kin, which state the class only. */
const saysNothing = (code: string) => /^\d\.0\.\d+$/.test(code);
/** Codes that mail systems also write where they know nothing better: expiry, the mail system, and "no such user". */
const isGuess = (code: string) => /^[45]\.4\.7$|^[45]\.3\.\d+$|^[45]\.1\.1$/.test(code);
const saysLittle = (code: string) => /\.0$/.test(code);

/**
 * The code to believe where a report's Status field and the reply it quotes differ. A code that names the matter beats one that states
 * the class only; 4.4.7 ("it took too long") and x.3.y ("the mail system") give way to what the other side said; of two that contradict
 * each other in class, the one that fits the reply code holds.
 */
export function preferEnhanced(stated: string | null, quoted: readonly string[], reply: string | null): string | null {
  const delivered = stated?.[0] === "2" || (!stated && reply?.[0] === "2");
  const candidates = quoted.filter((code) => code[0] !== "2" || delivered);
  if (!stated) return best(candidates, reply);
  const other = best(candidates, reply);
  if (!other || other === stated) return stated;
  if (saysNothing(stated)) return saysNothing(other) ? stated : other;
  if (saysNothing(other)) return stated;
  if (reply && stated[0] !== other[0]) {
    if (stated[0] === reply[0]) return stated;
    if (other[0] === reply[0]) return other;
  }
  if (saysLittle(stated)) return saysLittle(other) ? stated : other;
  if (saysLittle(other)) return stated;
  if (isGuess(stated)) return other;
  return stated;
}

function best(codes: readonly string[], reply: string | null): string | null {
  const fitting = reply ? codes.filter((code) => code[0] === reply[0]) : codes;
  const pool = fitting.length > 0 ? fitting : codes;
  return (
    pool.find((code) => !saysLittle(code) && !/\.4\.7$/.test(code)) ??
    pool.find((code) => !saysLittle(code)) ??
    pool.find((code) => !saysNothing(code)) ??
    pool[0] ??
    null
  );
}
