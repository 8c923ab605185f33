import { maybeMsg, msg } from "@/lib/language/t";
import type { TransportAbout } from "./transport-about.shared";

export const sesAbout = {
  label: maybeMsg("Amazon SES"),
  installedName: "Amazon SES",
  offer: msg("With an access key"),
  reach: "provider",
  paceNote: msg("Amazon SES keeps to each mailbox provider's pace itself; your account's rate applies."),
  givesIds: true,
  takesParts: false,
  mayBeAdded: true,
} as const satisfies TransportAbout;
