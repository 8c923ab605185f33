import { invalid } from "@/lib/base/errors";
import { msg, t } from "@/lib/language/t";
import { freeFieldKey, sameLabel } from "@/lib/people/contacts/field-key";
import type { FieldDefinition } from "@/lib/people/contacts/field-values";
import type { ReadyTarget } from "./row-mapper";
import type { ImportMapping } from "./schema";

export interface FieldPlan {
  mapping: ReadyTarget[];
  /** Fields that are not there yet. */
  toMake: FieldDefinition[];
}

/** Throws `invalid` where a mapping names no address, or one place twice. */
export function requireUsableMapping(mapping: ImportMapping): void {
  const count = (to: string) => mapping.filter((target) => target.to === to).length;
  if (count("email") === 0)
    throw invalid(t("No column holds the address."), { mapping: t("Choose the column with the e-mail address.") });
  for (const [to, onlyOne] of [
    ["email", msg("Only one column can be the e-mail address.")],
    ["firstName", msg("Only one column can be the first name.")],
    ["lastName", msg("Only one column can be the last name.")],
    ["fullName", msg("Only one column can be the full name.")],
  ] as const) {
    if (count(to) > 1) throw invalid(t("Two columns go to the same place."), { mapping: t(onlyOne) });
  }
}

/** Which fields a mapping needs; one whose label exists by now is used as it is. Throws `invalid` where two columns go to one field, or one is gone. */
export function planFields(existing: readonly FieldDefinition[], mapping: ImportMapping): FieldPlan {
  const fields: Pick<FieldDefinition, "key" | "label">[] = [...existing];
  const keys = new Set(fields.map(({ key }) => key));
  const used = new Set<string>();
  const plan: FieldPlan = { mapping: [], toMake: [] };
  for (const target of mapping) {
    if (target.to !== "field" && target.to !== "newField") {
      plan.mapping.push(target);
      continue;
    }
    const { dates } = target;
    const known =
      target.to === "field"
        ? fields.find(({ key }) => key === target.key)
        : fields.find(({ label }) => sameLabel(label, target.label));
    if (target.to === "field" && !known)
      throw invalid(t("A field is gone."), {
        mapping: t("There is no field {field} any more.", { field: target.key }),
      });
    const key = known?.key ?? freeFieldKey(target.to === "newField" ? target.label : "", keys);
    if (used.has(key))
      throw invalid(t("Two columns go to the same place."), {
        mapping: t("Two columns go to the field {field}.", { field: known?.label ?? key }),
      });
    if (target.to === "newField" && !known) {
      const { label, type } = target;
      plan.toMake.push({ key, label, type, options: [] });
      fields.push({ key, label });
      keys.add(key);
    }
    used.add(key);
    plan.mapping.push({ to: "field", key, dates });
  }
  return plan;
}
