import type { OperatorRule } from "./operator-rule";

/** The operator's rules as this process knows them; see `refreshBounceRules`. Every classification reads them. */
let active: readonly OperatorRule[] = [];

export function activeBounceRules(): readonly OperatorRule[] {
  return active;
}

export function setActiveBounceRules(rules: readonly OperatorRule[]): void {
  active = rules;
}
