import type { ColumnTarget } from "./schema";

/** What a column of a file becomes that is no field of the workspace's own, in the order it is offered. */
export const placeLabels = {
  ignore: "Leave out",
  email: "E-mail address",
  firstName: "First name",
  lastName: "Last name",
  fullName: "Full name",
  timeZone: "Time zone",
  language: "Language",
  tags: "Tags",
} as const satisfies Record<Exclude<ColumnTarget["to"], "field" | "newField">, string>;

type LabelledPlace = keyof typeof placeLabels;

export const isPlace = (name: string): name is LabelledPlace => Object.hasOwn(placeLabels, name);
