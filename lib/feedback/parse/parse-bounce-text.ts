import { enhancedCodesIn, preferEnhanced, replyCodesIn } from "@/lib/feedback/classify/status-codes";
import { looksLikeBounce } from "@/lib/feedback/parse/looks-like-bounce";
import type { FoundRecipient, FoundReport } from "@/lib/feedback/parse/report-types";
import { addressesIn, addressInField, addressPattern, fieldOf } from "@/lib/mail/read/fields";
import type { ReceivedMail } from "@/lib/mail/read/read-mail";

const A = addressPattern;
const bracketed = `<\\s*(?:mailto:|smtp:)?(${A})\\s*>`;
const either = `(?:${bracketed}|["']?(${A})["']?)`;

/**
 * How a line names a recipient that failed, the surest way first; only the surest that occurs is believed.
 * own: at its start, the reason follows in this and the next lines. list: alone in a line under a title. phrase: inside a sentence.
 * transcript: the line closes a piece of an SMTP dialogue, so the reason stands in it and before it. alone: alone in a line, in brackets.
 * dialogue: in a command of ours.
 */
type How = "own" | "list" | "phrase" | "transcript" | "alone" | "dialogue";
const tiers: readonly (readonly How[])[] = [["own", "list"], ["phrase"], ["transcript"], ["alone"], ["dialogue"]];

const named: ReadonlyArray<{ how: How; pattern: RegExp }> = [
  // <a@b>: reason (qmail, Postfix, Yahoo), "a@b": (GMX), a@b: (Exim, 1&1, OpenSMTPD)
  {
    how: "own",
    pattern: new RegExp(
      `^[\\s*>]*${bracketed}(?:\\s*\\((?:expanded from|generated from)[^()]{0,320}\\))?[\\s"']*:`,
      "iu",
    ),
  },
  { how: "own", pattern: new RegExp(`^\\s*["']?(${A})["']?\\s*:(?=\\s|$)`, "iu") },
  // >>> a@b <a@b> (Active!hunter)
  { how: "own", pattern: new RegExp(`^>>>\\s*${A}\\s*${bracketed}\\s*$`, "iu") },
  // a@b on Thu, 29 Apr … (Exchange 5.5), a@b ... ERROR_CODE :550 (Zoho), a@b [User unknown], a@b - no such user
  { how: "own", pattern: new RegExp(`^\\s*["']?(${A})["']? on (?:\\p{L}{2,10}[.,]|\\d{1,4}[/.-])`, "iu") },
  { how: "own", pattern: new RegExp(`^\\s*(${A})\\s+(?:invalid address|\\[|- |\\(?error)`, "iu") },
  // Ada Lovelace<mailto:a@b> (Exchange)
  { how: "list", pattern: new RegExp(`^[^<>@:]{0,100}<mailto:(${A})>\\s*$`, "iu") },
  // Recipient: <a@b>, Recipient address: a@b, Intended recipient: a@b, Invalid final delivery userid: a@b …
  {
    how: "own",
    pattern: new RegExp(
      `^[\\s*[]*(?:(?:failed |intended |original |final |invalid )?recipient(?: address| e-?mail(?: address)?)?|destinat\\p{L}+|empf\\p{L}+nger|to address|invalid final delivery userid|unknown local(?:-?part)?(?: user)?|mailbox|bounced address|undeliverable to|user'?s mailbox is full|no such (?:user|mailbox)|unknown user|undeliverable address|email address|address|(?:\\[?status: \\w{3,12}, )?address)\\s*[:=]\\s*${either}`,
      "iu",
    ),
  },
  // Unable to deliver message to: <a@b>, error delivering your mail to <a@b>, Could not be delivered to: <a@b>, rejected recipient <a@b>
  {
    how: "phrase",
    pattern: new RegExp(
      `(?:deliver(?:ed|ing|y)?\\b[^<>@\\n]{0,40}\\b(?:to|for)|rejected recipient|gateway for|mail(?:ed)? to|addressed to|send(?:ing)? (?:the |your )?(?:mail|message|e-?mail) to|message (?:to|for)|mailbox of|sent to)\\s*:?\\s*${either}`,
      "iu",
    ),
  },
  // Some words: <a@b> (IMail and many others)
  {
    how: "phrase",
    pattern: new RegExp(
      `^\\s*(?!(?:from|to|cc|bcc|sender|reply|contact|subject|return|original sender|mail from|sent|help|support|date|message|questions?|please|for )\\b)\\p{L}[^:@<>\\n]{2,60}:\\s*${either}\\s*[.]?$`,
      "iu",
    ),
  },
  // Sent <<< RCPT TO:<a@b> (InterScan), >>> RCPT To:<a@b> (Sendmail 5)
  { how: "dialogue", pattern: new RegExp(`^\\s*(?:sent )?(?:<<<|>>>|c:|-->|=>|->)?\\s*rcpt to:\\s*${either}`, "iu") },
  // To: a@b, where nothing else names anybody (Verizon)
  { how: "dialogue", pattern: new RegExp(`^\\s*to:\\s*${either}\\s*$`, "iu") },
  // (generated from a@b) (Exim, where a file or a program stands for the recipient)
  { how: "dialogue", pattern: new RegExp(`generated (?:from|by) ${either}`, "iu") },
  // 550 5.1.1 <a@b>... User unknown (Sendmail)
  { how: "transcript", pattern: new RegExp(`^[45]\\d\\d[ -](?:[45]\\.\\d\\.\\d{1,3} )?${either}\\.{3}`, "iu") },
];

/** Titles under which the failed addresses stand, one a line. */
const listTitle =
  /(following|these|intended|failed|certain|affected) (mail |e-?mail |local |remote )?(recipient|address|destination|user)|recipients?( or groups?| or distribution lists?)?[^:]{0,40}:\s*$|was(n't| not) delivered to|could not be delivered to|did not reach|to this (e-?mail )?address|addresses? (had|failed|that failed)|failed recipients|failure reasons|generating server|not receive a copy|has been delayed|(has|have) (not yet|yet to|not) be(en)? delivered|undeliverable to|delivery (errors|problems)|were affected|mensagem|no se (ha podido|pudo)|destinataires? suivant|folgende[nrs]? (empf|adress)|siguientes? (destinatarios|direcci)|seguintes? (destinat|endere)|destinatari seguenti|以下のメールアドレス|次のあて先|宛先|получател|адрес/iu;
const loneAddress = new RegExp(
  `^[\\s*>•·-]*(?:${bracketed}|["']?(${A})["']?)(?:\\s*<mailto:[^>]{3,250}>)?\\s*(?:[(\\[][^\\n]{0,200}[)\\]])?\\s*[.;,]?\\s*$`,
  "iu",
);

interface Named {
  address: string;
  line: number;
  how: How;
}

/**
 * Reads a bounce that is written for people (qmail, Exim, Exchange, Domino, Sendmail 5 and many a gateway). Null when the mail does not
 * look like one; see `looksLikeBounce`.
 */
export function parseBounceText(mail: ReceivedMail, nullSender = false): FoundReport | null {
  const found = recipientsInText(mail.text, mail);
  const seen = looksLikeBounce(mail, nullSender, found.length > 0);
  if (!seen) return null;
  const whole = squeeze(mail.text);
  const recipients = found.length > 0 ? found : [{ address: null, diagnostic: whole }];
  return {
    reportingMta: null,
    envelopeId: null,
    recipients: recipients.map((each) => judgeable(each.address, each.diagnostic, seen.delayed)),
  };
}

function judgeable(address: string | null, diagnostic: string, delayed: boolean): FoundRecipient {
  const code = replyCodesIn(diagnostic)[0] ?? null;
  const enhanced = preferEnhanced(null, enhancedCodesIn(diagnostic), code);
  return {
    address,
    originalAddress: null,
    action: delayed ? "delayed" : "failed",
    code,
    enhanced,
    diagnostic,
    remoteMta: remoteIn(diagnostic),
  };
}

/** The failed addresses of a text, each with the words about it. */
export function recipientsInText(text: string, mail: ReceivedMail): { address: string; diagnostic: string }[] {
  const lines = text
    .split("\n")
    .slice(0, 600)
    .map((line) => line.slice(0, 1000));
  const announced = addressesIn(mail.header("x-failed-recipients") ?? "", 100);
  const inText = namedIn(lines);
  const chosen = choose(inText, announced);
  if (chosen.length > 0) return withReasons(lines, chosen);
  if (announced.length > 0) return announced.map((address) => ({ address, diagnostic: reasonAround(lines, address) }));
  const guess = loneLocalPart(lines, mail) ?? onlyOther(lines, mail) ?? returnedRecipient(mail);
  return guess ? [{ address: guess, diagnostic: squeeze(lines.join("\n")) }] : [];
}

/** X-Failed-Recipients settles who failed; the text only adds the reasons. */
function choose(inText: readonly Named[], announced: readonly string[]): Named[] {
  if (announced.length === 0) return [...inText];
  const known = new Set(announced);
  const both = inText.filter((each) => known.has(each.address));
  const missing = announced.filter((address) => !both.some((each) => each.address === address));
  return missing.length > 0 ? [] : both;
}

function namedIn(lines: readonly string[]): Named[] {
  const found: Named[] = [];
  let listUntil = -1;
  for (let at = 0; at < lines.length && found.length < 200; at++) {
    const line = lines[at]!;
    if (!line.includes("@")) {
      if (listTitle.test(line)) listUntil = at + 12;
      continue;
    }
    const hit = hitIn(line, at <= listUntil);
    if (hit) found.push({ ...hit, line: at });
    if (hit?.how === "list") listUntil = at + 12;
    else if (listTitle.test(line)) listUntil = at + 12;
  }
  for (const tier of tiers) {
    const sure = found.filter((each) => tier.includes(each.how));
    if (sure.length > 0) return sure;
  }
  return [];
}

/** Sentences that only say whom to ask. */
const advice = /\b(please|assist|contact|question|forward|further|help|visit|abuse|report)/i;

function hitIn(line: string, inList: boolean): Omit<Named, "line"> | null {
  for (const { how, pattern } of named) {
    const match = pattern.exec(line);
    const address = match?.slice(1).find((group) => group !== undefined);
    if (address && !(how === "phrase" && advice.test(line))) return { address: address.toLowerCase(), how };
  }
  const lone = loneAddress.exec(line);
  const address = lone?.[1] ?? lone?.[2];
  if (!address) return null;
  const bracketsOnly = /^\s*<[^<>]+>\s*$/.test(line);
  return inList || bracketsOnly ? { address: address.toLowerCase(), how: inList ? "list" : "alone" } : null;
}

function withReasons(lines: readonly string[], found: readonly Named[]): { address: string; diagnostic: string }[] {
  const byAddress = new Map<string, string[]>();
  for (const [index, each] of found.entries()) {
    const from = each.how === "transcript" ? (found[index - 1]?.line ?? -1) + 1 : each.line;
    const to = each.how === "transcript" ? each.line + 1 : (found[index + 1]?.line ?? lines.length);
    const said = squeeze(lines.slice(from, Math.min(to, from + 40, helpAfter(lines, from))).join("\n"));
    const known = byAddress.get(each.address) ?? [];
    if (!known.some((one) => one.includes(said))) byAddress.set(each.address, [...known, said]);
  }
  const quiet = [...byAddress].filter(([address, said]) => isSilent(said.join(" "), address)).length;
  const together = found.every((each) => each.how === "list" || each.how === "alone");
  const silent = together ? quiet > 0 : quiet === byAddress.size;
  const everything = silent || byAddress.size === 1 ? squeeze(lines.join("\n")) : null;
  return [...byAddress].map(([address, said]) => ({
    address,
    diagnostic: reasonOf(said.join(" "), address, everything),
  }));
}

/** Where the words about an address end and advice to the reader begins: a paragraph of its own, as Postfix writes it. */
function helpAfter(lines: readonly string[], from: number): number {
  const at = lines.findIndex(
    (line, index) =>
      index > from &&
      lines[index - 1]!.trim() === "" &&
      /^\s*for (further|more) (assistance|help|information)\b/i.test(line),
  );
  return at < 0 ? lines.length : at;
}

/** The words about an address. Some systems give the reason before the address, or once for all: then everything that the mail says. */
function reasonOf(said: string, address: string, everything: string | null): string {
  if (!everything) return said;
  if (isSilent(said, address)) return everything;
  return replyCodesIn(said).length === 0 && replyCodesIn(everything).length > 0 ? `${said} ${everything}` : said;
}

function isSilent(said: string, address: string): boolean {
  return said.replaceAll(address, "").replace(/[^\p{L}]/gu, "").length < 8;
}

function reasonAround(lines: readonly string[], address: string): string {
  const at = lines.findIndex((line) => line.toLowerCase().includes(address));
  return squeeze(lines.slice(Math.max(0, at - 2), at < 0 ? 40 : at + 12).join("\n"));
}

/** Some providers (AOL) list their users without the domain: then it is the one the bounce comes from. */
function loneLocalPart(lines: readonly string[], mail: ReceivedMail): string | null {
  const domain = /@([^@]+)$/.exec(mail.from ?? "")?.[1];
  const title = lines.findIndex((line) => listTitle.test(line));
  if (!domain || title < 0) return null;
  const named = lines
    .slice(title + 1, title + 8)
    .flatMap((line) => /^\s+([a-z][\w.+-]{1,63})\s*$/i.exec(line)?.[1] ?? []);
  return named.length === 1 ? `${named[0]!.toLowerCase()}@${domain}` : null;
}

/** The only address of the text that is neither ours nor a mail system's. */
function onlyOther(lines: readonly string[], mail: ReceivedMail): string | null {
  const ours = new Set([...mail.to, mail.from ?? "", ...sendersOf(mail)]);
  const text = lines.join("\n").replace(new RegExp(`\\b(?:from|contact)\\s*:?\\s*<?${A}`, "giu"), " ");
  const others = addressesIn(text).filter(
    (address) =>
      !ours.has(address) &&
      !/^(postmaster|mailer-daemon|support|abuse|help|helpdesk|admin|noreply|no-reply|root)@/.test(address) &&
      !isMessageId(address),
  );
  return others.length === 1 ? others[0]! : null;
}

function isMessageId(address: string): boolean {
  return /^[\d.a-f-]{16,}@|\.[\da-f]{12,}@|^\d{10,}\./.test(address);
}

function sendersOf(mail: ReceivedMail): string[] {
  return ["from", "return-path", "sender", "reply-to"].flatMap(
    (name) => addressInField(mail.returned && fieldOf(mail.returned, name)) ?? [],
  );
}

/** Whom the returned message was to, when it was to one address only. */
export function returnedRecipient(mail: ReceivedMail): string | null {
  if (!mail.returned) return null;
  for (const name of ["x-failed-recipients", "x-envelope-to", "x-rcpt-to", "x-original-to", "envelope-to", "to"]) {
    const found = addressesIn(fieldOf(mail.returned, name) ?? "");
    if (found.length === 1) return found[0]!;
  }
  return null;
}

function remoteIn(text: string): string | null {
  return (
    /\b(?:host|mailer|server|mx)\s+<?([a-z0-9][a-z0-9.-]{2,200}\.[a-z]{2,20})\b/i.exec(text)?.[1]?.toLowerCase() ?? null
  );
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, 2000);
}
