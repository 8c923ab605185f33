import { z } from "zod";
import { t, words } from "@/lib/language/t";
import { type VariableType, variableTypes } from "./variable-types.shared";

/** By which programs name a template, whatever its name becomes. */
export const TemplateAlias = z
  .string()
  .trim()
  .regex(/^[a-z0-9][a-z0-9_-]{0,59}$/, words("Use small letters, digits, _ and -, at most 60 characters."));

const scalar = z.union([z.string().max(2000), z.number(), z.boolean()]);

const TemplateVariable = z
  .strictObject({
    /** `{{ data.<key> }}` in the template. */
    key: z.string().regex(/^[a-z][a-z0-9_]{0,49}$/, words("Use small letters, digits and _, beginning with a letter.")),
    type: z.enum(variableTypes).default("string"),
    /** In its place where a program gives none; null: it has to be given. */
    fallback: scalar.nullable().default(null),
  })
  .refine(({ type, fallback }) => fallback === null || typeof fallback === type, {
    message: words("The fallback has another type than the variable."),
    path: ["fallback"],
  });
export type TemplateVariable = z.output<typeof TemplateVariable>;

/** What programs give a template, each once. */
export const TemplateVariables = z
  .array(TemplateVariable)
  .max(50, words("Use at most 50 variables."))
  .refine(
    (list) => new Set(list.map(({ key }) => key)).size === list.length,
    words("Two variables have the same name."),
  );

const typeOf = (value: unknown): VariableType | null => {
  if (Array.isArray(value)) return "list";
  if (value === null) return null;
  return (variableTypes as readonly string[]).includes(typeof value) ? (typeof value as VariableType) : null;
};

/** The values that a template is rendered with, or what is wrong with those given, in words by the key of the variable. Pure. */
export function readVariables(
  defined: readonly TemplateVariable[],
  given: Readonly<Record<string, unknown>>,
): { values: Record<string, unknown> } | { problems: Record<string, string> } {
  const problems: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  for (const { key, type, fallback } of defined) {
    const value = Object.hasOwn(given, key) ? given[key] : undefined;
    if (value !== undefined && value !== null) {
      if (typeOf(value) === type) values[key] = value;
      else
        problems[key] = t(
          "The template takes {type, select, string {a text} number {a number} boolean {true or false} list {a list} other {an object}} here.",
          { type },
        );
    } else if (fallback !== null) values[key] = fallback;
    else
      problems[key] = t(
        "The template needs it, {type, select, string {a text} number {a number} boolean {true or false} list {a list} other {an object}}.",
        { type },
      );
  }
  const known = new Set(defined.map(({ key }) => key));
  for (const key of Object.keys(given))
    if (!known.has(key)) problems[key.slice(0, 100)] = t("The template has no such variable.");
  return Object.keys(problems).length > 0 ? { problems } : { values };
}
