import {
  type BounceCategory,
  type BounceKind,
  basicCodes,
  enhancedCodes,
  kindOfCategory,
  textRules,
} from "@/lib/feedback/reply-tables";

export type { BounceCategory, BounceKind } from "@/lib/feedback/reply-tables";

export interface Reply {
  /** Three-digit SMTP reply code (RFC 5321), when one was given. */
  code?: number | string | null;
  /** Enhanced status `class.subject.detail` (RFC 3463), when one was given. */
  enhanced?: string | null;
  /** The reply's text or a DSN's Diagnostic-Code; codes inside it are used when `code` and `enhanced` are missing. */
  text?: string | null;
}

export interface Classification {
  kind: BounceKind;
  category: BounceCategory;
}

/**
 * Says what a refusal means. Order: provider texts, enhanced code, basic code, then "unknown".
 * A hard category with a temporary class (4.y.z) is soft: the receiver itself says that it may change.
 */
export function classifyReply(reply: Reply): Classification {
  const text = (reply.text ?? "").slice(0, 4000);
  const { code, enhanced } = codesOf(reply, text);
  const temporary = (enhanced?.[0] ?? code?.[0]) === "4";
  const category = categoryOf(text, code, enhanced, temporary);
  const kind = kindOfCategory[category];
  if (kind === "hard" && temporary) return { kind: "soft", category };
  if (kind === "unknown" && temporary) return { kind: "soft", category: "transient" };
  return { kind, category };
}

/** Reply and status codes as strings, taken from the text where they were not given. */
export function codesOf(reply: Reply, text = reply.text ?? ""): { code: string | null; enhanced: string | null } {
  const code = reply.code ? String(reply.code) : (/(?:^|[\s:;'"])([245]\d\d)(?=[\s:-])/.exec(text)?.[1] ?? null);
  const given = reply.enhanced && /^[245]\.\d{1,3}\.\d{1,3}$/.test(reply.enhanced) ? reply.enhanced : null;
  const found = /(?:^|[\s#(:;-])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(text)?.[1] ?? null;
  // "5.0.0" says nothing; a more exact code in the text is the receiver's own word.
  const vague = !given || /^\d\.0\.\d+$/.test(given);
  return { code, enhanced: vague ? (found ?? given) : given };
}

function categoryOf(text: string, code: string | null, enhanced: string | null, temporary: boolean): BounceCategory {
  const byCode = enhanced ? byEnhanced(enhanced) : undefined;
  const byText = textRules.find(([, pattern]) => pattern.test(text))?.[0];
  if (byText && !isVague(byText, byCode)) return byText;
  // Gmail's 4.2.1 is "receiving too fast", not a closed mailbox.
  if (byCode === "inactive_mailbox" && temporary) return "throttled";
  if (byCode) return byCode;
  return byText ?? (code ? basicCodes[code] : undefined) ?? "undetermined";
}

/** "Policy" and "try later" are said with everything; a code that names the matter knows better. */
function isVague(category: BounceCategory, byCode: BounceCategory | undefined): boolean {
  return (category === "policy" || category === "transient") && byCode !== undefined;
}

function byEnhanced(enhanced: string): BounceCategory | undefined {
  const [, subject, detail] = enhanced.split(".");
  const banned = subject === "7" && Number(detail) >= 606 && Number(detail) <= 649;
  if (banned) return "reputation_block";
  return enhancedCodes[`${subject}.${detail}`] ?? enhancedCodes[subject ?? ""];
}
