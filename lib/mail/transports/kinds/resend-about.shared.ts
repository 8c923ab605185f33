import { maybeMsg, msg } from "@/lib/language/t";
import type { TransportAbout } from "./transport-about.shared";

export const resendAbout = {
  label: maybeMsg("Resend"),
  installedName: "Resend",
  offer: msg("With an API key"),
  reach: "provider",
  paceNote: msg("Resend keeps to each mailbox provider's pace itself; your account's rate applies."),
  givesIds: true,
  takesParts: true,
  mayBeAdded: true,
} as const satisfies TransportAbout;
