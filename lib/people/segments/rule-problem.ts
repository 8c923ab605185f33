import { type FieldType, fieldKind } from "@/lib/people/fields/field-types.shared";
import type { SegmentRule } from "./schema";

/**
 * Why a rule, or one inside it, cannot be meant so: it asks of a custom field what fields of its type are not asked, or compares with
 * what is no value of the type. In words; null when all fits. An empty value says nothing yet, and a deleted field finds nobody.
 */
export function ruleProblem(rule: SegmentRule, fieldTypes: ReadonlyMap<string, FieldType>): string | null {
  if (rule.kind === "group") {
    for (const inside of rule.rules) {
      const problem = ruleProblem(inside, fieldTypes);
      if (problem) return problem;
    }
    return null;
  }
  const type = rule.kind === "field" ? fieldTypes.get(rule.key) : undefined;
  if (rule.kind !== "field" || !type) return null;
  const { comparisons, label, readInRule } = fieldKind(type);
  if (!(rule.op in comparisons)) {
    return `${rule.key}: “${rule.op}” cannot be asked about a field of the type ${label}.`;
  }
  const asked = rule.op !== "is_set" && rule.op !== "is_not_set" && String(rule.value).trim() !== "";
  const read = asked ? readInRule(String(rule.value)) : null;
  return read && "error" in read ? `${rule.key}: ${read.error}` : null;
}
