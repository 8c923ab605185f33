import type { OperatorRule } from "./operator-rule";

/** The operator's rules as this process knows them; see `refreshReplyRules`. Every classification reads them. */
let active: readonly OperatorRule[] = [];

export function activeReplyRules(): readonly OperatorRule[] {
  return active;
}

export function setActiveReplyRules(rules: readonly OperatorRule[]): void {
  active = rules;
}
