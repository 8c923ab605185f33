import type { TransportAbout } from "./transport-about.shared";

export const mailboxAbout = {
  label: "Embedded mailbox",
  installedName: "Embedded mailbox",
  offer: "",
  reach: "embedded",
  paceNote: "The embedded mailbox takes everything at once.",
  givesIds: false,
  takesParts: false,
  mayBeAdded: false,
} as const satisfies TransportAbout;
