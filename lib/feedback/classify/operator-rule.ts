import type { BounceCategory } from "./taxonomy.shared";

/** A rule that an operator added, ready to use; see lib/feedback/bounce-rules. */
export interface OperatorRule {
  provider: string;
  test(text: string): boolean;
  code: string | null;
  enhanced: string | null;
  category: BounceCategory;
}
