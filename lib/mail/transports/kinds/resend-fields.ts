import { z } from "zod";
import { words } from "@/lib/language/t";
import { emptyIsKept } from "./setting-schemas";

const ResendFields = z.object({
  apiKey: z
    .string()
    .trim()
    .startsWith("re_", "A Resend key begins with re_.")
    .max(200, words("This is too long for a key.")),
});

/** What the API takes to add Resend settings, and to change them. */
export const resendFields = {
  fields: ResendFields,
  changes: z.object({ apiKey: emptyIsKept(ResendFields.shape.apiKey) }),
};
