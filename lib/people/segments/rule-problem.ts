import { t } from "@/lib/language/t";
import { type FieldType, fieldKind } from "@/lib/people/fields/field-types.shared";
import { eventComparisons } from "./event-comparisons.shared";
import type { SegmentRule } from "./schema";

/**
 * Why a rule, or one inside it, cannot be meant so: it asks of a custom field what fields of its type are not asked, or compares with
 * what is no value of the type. In words; null when all fits. An empty value says nothing yet, and a deleted field finds nobody.
 */
export function ruleProblem(
  rule: SegmentRule,
  fields: ReadonlyMap<string, { type: FieldType; label: string }>,
): string | null {
  if (rule.kind === "group") {
    for (const inside of rule.rules) {
      const problem = ruleProblem(inside, fields);
      if (problem) return problem;
    }
    return null;
  }
  const field = rule.kind === "field" || rule.kind === "date" ? fields.get(rule.key) : undefined;
  if (rule.kind === "date" && field && field.type !== "date")
    return t("{field}: only a date has an anniversary, or is so many days away.", { field: field.label });
  if (rule.kind !== "field" || !field) return null;
  const { comparisons, label, readInRule } = fieldKind(field.type);
  if (!(rule.op in comparisons)) {
    return t("{field}: “{comparison}” cannot be asked about a field of the type {type}.", {
      field: field.label,
      comparison: t(eventComparisons[rule.op]),
      type: t(label),
    });
  }
  const asked = rule.op !== "is_set" && rule.op !== "is_not_set" && String(rule.value).trim() !== "";
  const read = asked ? readInRule(String(rule.value)) : null;
  return read && "error" in read ? `${field.label}: ${read.error}` : null;
}
