import { z } from "zod";
import { env } from "@/lib/base/env";
import { t } from "@/lib/language/t";
import { openResend } from "@/lib/mail/transports/resend";
import { resendFields } from "./resend-fields";
import { given, type TransportBehaviour } from "./transport-behaviour";

const stored = z.object({ apiKey: z.string() });
type Settings = z.output<typeof stored>;

/** Resend's API: the installation's RESEND_API_KEY, or a workspace's own key. */
export const resendTransport = {
  open: (own, connections) => {
    const apiKey = own?.apiKey ?? env.RESEND_API_KEY;
    if (!apiKey) throw new RangeError("RESEND_API_KEY is not set, so nothing can be sent through Resend.");
    return openResend({ apiKey, connections });
  },
  missing: () => (env.RESEND_API_KEY ? null : t("{setting} is not set.", { setting: "RESEND_API_KEY" })),
  target: () => "api.resend.com",
  own: {
    ...resendFields,
    stored,
    from: ({ apiKey }) => ({ apiKey }),
    changed: (old, { apiKey }) => ({ ...old, ...given({ apiKey }) }),
    check: () => undefined,
    shown: () => ({}),
  },
} satisfies TransportBehaviour<Settings, z.output<typeof resendFields.fields>, z.output<typeof resendFields.changes>>;
