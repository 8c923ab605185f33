import { type Msg, msg } from "@/lib/language/t";
import type { ColumnTarget } from "./schema";

/** What a column of a file becomes that is no field of the workspace's own, in the order it is offered. */
export const placeLabels = {
  ignore: msg("Leave out"),
  email: msg("E-mail address"),
  firstName: msg("First name"),
  lastName: msg("Last name"),
  fullName: msg("Full name"),
  timeZone: msg("Time zone"),
  language: msg("Language"),
  tags: msg("Tags"),
  status: msg("Subscription status"),
  agreed: msg("Agreed to get mail"),
  left: msg("Unsubscribed (yes, or when)"),
  bounced: msg("Bounced (yes, or when)"),
} as const satisfies Record<Exclude<ColumnTarget["to"], "field" | "newField">, Msg>;

type LabelledPlace = keyof typeof placeLabels;

export const isPlace = (name: string): name is LabelledPlace => Object.hasOwn(placeLabels, name);
