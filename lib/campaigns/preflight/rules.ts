import { contentRules } from "./content-rules";
import type { Finding, PreflightFacts, Rule } from "./finding";
import { linkRules } from "./link-rules";
import { readerRules } from "./reader-rules";
import { senderRules } from "./sender-rules";

/** All rules in the order in which the review page shows them. */
export const preflightRules: Rule[] = [...readerRules, ...senderRules, ...contentRules, ...linkRules];

const order = { block: 0, warn: 1, ok: 2 } as const;

/** Applies every rule; what blocks comes first, then warnings, then what is well. */
export function checkFacts(facts: PreflightFacts): Finding[] {
  return preflightRules.flatMap((rule) => rule(facts)).sort((left, right) => order[left.level] - order[right.level]);
}

/** True when nothing stands in the way of the launch. */
export function mayLaunch(findings: Finding[]): boolean {
  return findings.every((finding) => finding.level !== "block");
}
