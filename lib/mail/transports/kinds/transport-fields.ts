import type { z } from "zod";
import { resendFields } from "./resend-fields";
import { sesFields } from "./ses-fields";
import { smtpFields } from "./smtp-fields";
import type { OwnKind } from "./transport-kinds.shared";

/**
 * What the API takes to add a transport of a kind (`fields`), and to change its settings (`changes`): what is not given stays, an empty
 * secret too. Apart from what people see of a kind, because browsers do without it.
 */
export const transportFields = {
  smtp: smtpFields,
  resend: resendFields,
  ses: sesFields,
} satisfies Readonly<Record<OwnKind, { fields: z.ZodObject; changes: z.ZodObject }>>;
