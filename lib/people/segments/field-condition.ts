import { Prisma } from "@/lib/base/db/generated/client";
import type { FieldKind } from "@/lib/people/fields/field-kind.shared";
import { type FieldType, type FieldValue, fieldKind } from "@/lib/people/fields/field-types.shared";
import type { SegmentCondition } from "./schema";
import { textCondition } from "./text-condition";

const { sql } = Prisma;

type Rule = Extract<SegmentCondition, { kind: "field" }>;

/** `is`, `less` and `more` than a value, for each way in which stored values are compared. True or false, never null. */
const compare = {
  text: (key, op, value) => {
    const stored = sql`contact.fields ->> ${key}`;
    if (op === "is") return textCondition(stored, "is", String(value));
    return sql`coalesce((${stored}) collate "C" ${signs[op]} ${String(value)} collate "C", false)`;
  },
  // As a text the value arrives with all its digits: PostgreSQL rounds a double to 15 when it becomes a numeric.
  number: (key, op, value) => sql`case when jsonb_typeof(contact.fields -> ${key}) = 'number'
    then (contact.fields -> ${key})::numeric ${signs[op]} ${String(value)}::numeric else false end`,
} satisfies Record<
  FieldKind<FieldValue>["comparedAs"],
  (key: string, op: keyof typeof signs, value: FieldValue) => Prisma.Sql
>;

const signs = { is: sql`=`, less: sql`<`, more: sql`>` };

/**
 * The SQL condition on `contact` that a rule about a custom field of this type stands for; true or false, never null. To be nothing
 * is to have no value, and nothing is below or above nothing. No value is, or is below or above, what cannot be read as one of the type.
 */
export function fieldCondition({ key, op, value }: Rule, type: FieldType): Prisma.Sql {
  const stored = sql`contact.fields ->> ${key}`;
  if (op !== "is" && op !== "is_not" && op !== "less" && op !== "more") {
    return textCondition(stored, op, String(value));
  }
  const positive = op === "is_not" ? "is" : op;
  const found = comparedWith(key, positive, String(value), type);
  return op === "is_not" ? sql`not ${found}` : found;
}

function comparedWith(key: string, op: keyof typeof signs, given: string, type: FieldType): Prisma.Sql {
  if (given.trim() === "") {
    return op === "is" ? textCondition(sql`contact.fields ->> ${key}`, "is_not_set", "") : sql`false`;
  }
  const kind = fieldKind(type);
  const read = kind.readInRule(given);
  return "value" in read ? sql`(${compare[kind.comparedAs](key, op, read.value)})` : sql`false`;
}
