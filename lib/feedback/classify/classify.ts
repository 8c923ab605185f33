import type { BounceKind } from "@/lib/events/ledger/event-types";
import { activeBounceRules } from "@/lib/feedback/classify/active-rules";
import { providerOfServer } from "@/lib/feedback/classify/provider-of.shared";
import { refusedBeforeRecipient } from "@/lib/feedback/classify/refused-command";
import { bannedSenderCodes, basicCodes, enhancedCodes, transportRuleCodes } from "@/lib/feedback/classify/reply-tables";
import { enhancedCodesIn, preferEnhanced, replyCodesIn } from "@/lib/feedback/classify/status-codes";
import { type BounceCategory, kindOfCategory } from "@/lib/feedback/classify/taxonomy.shared";
import { textRules } from "@/lib/feedback/classify/text-rules";
import { addressPattern } from "@/lib/mail/read/fields";
import type { OperatorRule } from "./operator-rule";

export type { BounceCategory } from "@/lib/feedback/classify/taxonomy.shared";

export interface ServerReply {
  /** Three-digit SMTP reply code (RFC 5321), when one was given. */
  code?: number | string | null;
  /** Enhanced status `class.subject.detail` (RFC 3463), when one was given. */
  enhanced?: string | null;
  /** The reply's text or a DSN's Diagnostic-Code; codes inside it are used when `code` and `enhanced` are missing. */
  text?: string | null;
  /** Host that answered, or the recipient's mail exchanger: says whose words these are. */
  host?: string | null;
  /** True where nobody will try again, so that a 4yz "no such user" is as final as a 5yz one. */
  final?: boolean;
}

export interface Classification {
  kind: BounceKind;
  category: BounceCategory;
  /** What decided, for the operator's review: a text rule, a code, or nothing. */
  by: "operator" | "text" | "enhanced" | "basic" | "default";
}

const maxChars = 2000;

/**
 * Says what a refusal means. Order: the operator's rules, text rules of the provider and of all, enhanced code, basic code, then
 * "undetermined". Nothing here looks at more than 2,000 characters.
 */
export function classifyReply(
  reply: ServerReply,
  operatorRules: readonly OperatorRule[] = activeBounceRules(),
): Classification {
  const text = innermost((reply.text ?? "").slice(0, maxChars));
  const { code, enhanced } = codesOf(reply, text);
  const temporary = (code?.[0] ?? enhanced?.[0]) === "4" || (enhanced?.[0] ?? code?.[0]) === "4";
  const { category, by } = categoryOf(text, reply.host ?? null, code, enhanced, temporary, operatorRules);
  const kind = kindOfCategory[category];
  if (kind === "hard" && by !== "operator") {
    const command = refusedBeforeRecipient(text);
    if (command) return { kind: "block", category: command === "mail" ? "config" : "policy", by };
  }
  // Whoever asks us to come back does not say that nobody is there.
  if (kind === "hard" && by !== "operator" && asksBack.test(text)) return { kind: "soft", category: "transient", by };
  if (kind === "hard" && temporary && !(reply.final && category === "invalid_recipient" && !onlyUnavailable(text)))
    return { kind: "soft", category, by };
  if (category === "undetermined" && temporary) return { kind: "soft", category: "transient", by };
  return { kind, category, by };
}

const asksBack =
  /\b(again|retry|retried|wait)\s+(later|shortly|soon)\b|\btemporar(?:y|ily)\s+(?:lookup|failure|error|problem|un|reject|defer|not)/i;

/** RFC 5321 §4.2.3: "mailbox unavailable" with a 4yz code means one that is busy or shut for now. */
function onlyUnavailable(text: string): boolean {
  return /unavailable|not available/i.test(text) && !/unknown|exist|no such|not found|invalid|\b5\.1\.1\b/i.test(text);
}

/** The codes that every line of a reply repeats, once its lines are joined: `… with multiple 550 5.7.1 addresses in From: …`. */
const repeatedCodes = /(?<=\S)\s+[245]\d\d[ -][245]\.\d{1,3}\.\d{1,3}\s+/g;

/** What stands in an address is a name, never words about it. */
const anyAddress = new RegExp(addressPattern, "gu");

/** Cisco's gateways wrap the reply they got: `5.1.0 - Unknown address error 550-'5.7.1 … Access denied'`. The words inside count. */
function innermost(text: string): string {
  return /^\s*\d\.\d\.\d{1,3} - [A-Za-z ]{3,60} (?:\d{3}[- ])?'([^\n]{4,3000})'/.exec(text)?.[1] ?? text;
}

/** Reply and status codes as strings, taken from the text where they were not given. */
export function codesOf(reply: ServerReply, text = reply.text ?? ""): { code: string | null; enhanced: string | null } {
  const code = reply.code ? String(reply.code) : (replyCodesIn(text)[0] ?? null);
  const given = reply.enhanced && /^[245]\.\d{1,3}\.\d{1,3}$/.test(reply.enhanced) ? reply.enhanced : null;
  return { code, enhanced: preferEnhanced(given, enhancedCodesIn(text), code) };
}

function categoryOf(
  text: string,
  host: string | null,
  code: string | null,
  enhanced: string | null,
  temporary: boolean,
  operatorRules: readonly OperatorRule[],
): { category: BounceCategory; by: Classification["by"] } {
  const provider = providerOfServer(host, text);
  const plain = text.replace(repeatedCodes, " ").replace(anyAddress, "a@b");
  const own = operatorRules.find((rule) => matchesOperator(rule, provider, text, code, enhanced));
  if (own) return { category: own.category, by: "operator" };
  const byCode = enhanced ? byEnhanced(enhanced) : undefined;
  const byText = textRules.find(
    (rule) =>
      (rule.provider === "*" || rule.provider === provider) &&
      (!rule.code || rule.code.test(`${code ?? ""} ${enhanced ?? ""}`)) &&
      rule.pattern.test(plain),
  );
  if (byText && !(byText.vague && byCode)) return { category: byText.category, by: "text" };
  // Gmail's 4.2.1 is "receiving too fast", not a closed mailbox.
  if (byCode === "inactive_mailbox" && temporary) return { category: "throttled", by: "enhanced" };
  if (byCode) return { category: byCode, by: "enhanced" };
  if (byText) return { category: byText.category, by: "text" };
  const basic = code ? basicCodes[code] : undefined;
  return basic ? { category: basic, by: "basic" } : { category: "undetermined", by: "default" };
}

function matchesOperator(
  rule: OperatorRule,
  provider: string | null,
  text: string,
  code: string | null,
  enhanced: string | null,
): boolean {
  if (rule.provider !== "*" && rule.provider !== provider) return false;
  if (rule.code && rule.code !== code) return false;
  if (rule.enhanced && rule.enhanced !== enhanced) return false;
  return rule.test(text);
}

function byEnhanced(enhanced: string): BounceCategory | undefined {
  const [, subject, detail] = enhanced.split(".");
  if (subject === "7" && bannedSenderCodes(Number(detail))) return "reputation_block";
  if (subject === "7" && transportRuleCodes(Number(detail))) return "recipient_policy";
  return enhancedCodes[`${subject}.${detail}`] ?? enhancedCodes[subject ?? ""];
}
