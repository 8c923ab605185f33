/** What a program may give for a variable of a template: the types of JSON. */
export const variableTypes = ["string", "number", "boolean", "list", "object"] as const;
export type VariableType = (typeof variableTypes)[number];
