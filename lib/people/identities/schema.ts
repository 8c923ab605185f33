import { z } from "zod";
import { plainText } from "@/lib/base/text/plain-text.shared";
import { words } from "@/lib/language/t";
import { type IdentityRule, type TraitTarget, traitTargets } from "./rule.shared";

/** Traits that a rule may name. */
export const MAX_TRAITS = 100;

const target = z.union([z.enum(traitTargets), z.string().regex(/^field:[a-z][a-z0-9_]{0,59}$/)], {
  error: words("Choose where this trait goes."),
}) as z.ZodType<TraitTarget>;

export const IdentityRuleInput = z.strictObject({
  createsContacts: z.boolean(),
  changesAddresses: z.boolean(),
  usesSameKeys: z.boolean(),
  traits: z
    .array(
      z.strictObject({
        trait: plainText().trim().min(1, words("Name the trait.")).max(100, words("Use at most 100 characters.")),
        to: target,
      }),
    )
    .max(MAX_TRAITS, words("Name at most 100 traits.")),
}) satisfies z.ZodType<IdentityRule>;
export type IdentityRuleInput = z.input<typeof IdentityRuleInput>;
