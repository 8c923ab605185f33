import { maybeMsg, msg } from "@/lib/language/t";
import type { TransportAbout } from "./transport-about.shared";

export const smtpAbout = {
  label: maybeMsg("SMTP"),
  installedName: "SMTP server",
  offer: msg("Any mail server"),
  reach: "server",
  paceNote: null,
  givesIds: false,
  takesParts: false,
  mayBeAdded: true,
} as const satisfies TransportAbout;
