import { z } from "zod";
import { emptyIsKept } from "./setting-schemas.shared";
import type { TransportAbout } from "./transport-about.shared";

const ResendFields = z.object({
  apiKey: z.string().trim().startsWith("re_", "A Resend key begins with re_.").max(200, "This is too long for a key."),
});

export const resendAbout = {
  label: "Resend",
  installedName: "Resend",
  offer: "With an API key",
  reach: "provider",
  paceNote: "Resend keeps to each mailbox provider's pace itself; your account's rate applies.",
  givesIds: true,
  takesParts: true,
  fields: ResendFields,
  changes: z.object({ apiKey: emptyIsKept(ResendFields.shape.apiKey) }),
} as const satisfies TransportAbout;
