import { z } from "zod";
import { plainText } from "@/lib/base/text/plain-text.shared";
import { ruleCategories } from "@/lib/feedback/bounce-rules/rule-categories.shared";
import { safePattern } from "@/lib/feedback/bounce-rules/safe-pattern.shared";
import { replyProviders } from "@/lib/feedback/classify/provider-of.shared";
import { type BounceCategory, bounceCategories } from "@/lib/feedback/classify/taxonomy.shared";
import { words } from "@/lib/language/t";

const optional = (pattern: RegExp, sentence: string) =>
  z
    .string()
    .trim()
    .transform((text) => (text === "" ? null : text))
    .nullable()
    .default(null)
    .refine((text) => text === null || pattern.test(text), sentence);

const fields = z.object({
  provider: z.enum(["*", ...replyProviders]).default("*"),
  patternKind: z.enum(["text", "regex"]).default("text"),
  pattern: plainText().max(200, words("Use at most 200 characters.")),
  code: optional(/^[45]\d\d$/, words("A reply code has three digits and begins with 4 or 5.")),
  enhanced: optional(/^[45]\.\d{1,3}\.\d{1,3}$/, words("An enhanced code looks like 5.1.1.")),
  category: z.enum(bounceCategories as [BounceCategory, ...BounceCategory[]]),
  note: plainText().trim().max(500, words("Use at most 500 characters.")).default(""),
  enabled: z.boolean().default(true),
});

/** A rule as an operator writes it. The pattern is checked for safety here, so that none is stored that could not be run. */
export const BounceRuleInput = fields.superRefine(({ patternKind, pattern, category }, check) => {
  const safe = safePattern(patternKind, pattern);
  if ("refused" in safe) check.addIssue({ code: "custom", path: ["pattern"], message: safe.refused });
  if (!ruleCategories.includes(category))
    check.addIssue({ code: "custom", path: ["category"], message: words("Choose what the reply means.") });
});
export type BounceRuleInput = z.input<typeof BounceRuleInput>;
export type BounceRuleValues = z.output<typeof BounceRuleInput>;

export interface BounceRuleView extends BounceRuleValues {
  id: string;
  createdAt: string;
  updatedAt: string;
}

export interface RuleChange {
  from: BounceCategory;
  to: BounceCategory;
  count: number;
  /** At most three different replies. */
  examples: string[];
}

/** What a rule would change among the replies of late. */
export interface RulePreview {
  /** How many stored replies were looked at. */
  looked: number;
  /** How many of them the rule matches. */
  matched: number;
  changes: RuleChange[];
  /** Replies that would no longer, or newly, be taken for a mailbox that is gone. */
  newlyHard: number;
  noLongerHard: number;
}

export interface UnknownReply {
  /** The words with addresses, numbers and ids taken out, which is what the group has in common. */
  pattern: string;
  example: string;
  code: string | null;
  enhanced: string | null;
  provider: string | null;
  count: number;
  lastAt: string;
}
