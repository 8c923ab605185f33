import type { TransportAbout } from "./transport-about.shared";

export const sesAbout = {
  label: "Amazon SES",
  installedName: "Amazon SES",
  offer: "With an access key",
  reach: "provider",
  paceNote: "Amazon SES keeps to each mailbox provider's pace itself; your account's rate applies.",
  givesIds: true,
  takesParts: false,
  mayBeAdded: true,
} as const satisfies TransportAbout;
