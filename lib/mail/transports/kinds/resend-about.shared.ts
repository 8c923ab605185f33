import type { TransportAbout } from "./transport-about.shared";

export const resendAbout = {
  label: "Resend",
  installedName: "Resend",
  offer: "With an API key",
  reach: "provider",
  paceNote: "Resend keeps to each mailbox provider's pace itself; your account's rate applies.",
  givesIds: true,
  takesParts: true,
  mayBeAdded: true,
} as const satisfies TransportAbout;
