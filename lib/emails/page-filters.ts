import { z } from "zod";
import { isEmailAddress } from "@/lib/base/addresses/email-address";
import { readAddress } from "@/lib/base/addresses/read-address";
import { idOf } from "@/lib/base/db/ids";

/** What stands in the address of the page; what cannot be read is left out, but for an address: nobody has a mail to what is none. */
export const EmailPageFilters = z.object({
  to: z
    .string()
    .trim()
    .max(320)
    .transform((text) => {
      if (text === "") return undefined;
      const address = readAddress(text);
      return { text, normalized: isEmailAddress(address) ? address.normalized : text.toLowerCase() };
    })
    .optional()
    .catch(undefined),
  tag: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,256}:[A-Za-z0-9_-]{1,256}$/)
    .transform((text) => {
      const [name = "", value = ""] = text.split(":");
      return { text, pair: { name, value } };
    })
    .optional()
    .catch(undefined),
  cursor: idOf("eml").optional().catch(undefined),
});
