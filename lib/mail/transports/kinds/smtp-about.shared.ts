import type { TransportAbout } from "./transport-about.shared";

export const smtpAbout = {
  label: "SMTP",
  installedName: "SMTP server",
  offer: "Any mail server",
  reach: "server",
  paceNote: "",
  givesIds: false,
  takesParts: false,
  mayBeAdded: true,
} as const satisfies TransportAbout;
