import { msg } from "@/lib/language/t";
import type { TransportAbout } from "./transport-about.shared";

export const mailboxAbout = {
  label: msg("Embedded mailbox"),
  installedName: "Embedded mailbox",
  offer: null,
  reach: "embedded",
  paceNote: msg("The embedded mailbox takes everything at once."),
  givesIds: false,
  takesParts: false,
  mayBeAdded: false,
} as const satisfies TransportAbout;
