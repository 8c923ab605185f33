import { z } from "zod";
import { t, words } from "@/lib/language/t";
import { emptyIsKept, emptyIsNone } from "./setting-schemas";

const awsName = z
  .string()
  .trim()
  .max(64, words("Use at most 64 characters."))
  .regex(/^[A-Za-z0-9_-]+$/, words("Use letters, digits, - and _."));

const SesFields = z.object({
  region: z
    .string()
    .trim()
    .regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, {
      error: () => t("Give a region such as {example}.", { example: "eu-west-1" }),
    }),
  accessKeyId: z
    .string()
    .trim()
    .regex(/^[A-Z0-9]{16,128}$/, {
      error: () => t("An access key id looks like {example}.", { example: "AKIAIOSFODNN7EXAMPLE" }),
    }),
  secretAccessKey: z
    .string()
    .trim()
    .min(16, words("This is too short for a secret key."))
    .max(256, words("This is too long.")),
  configurationSetName: emptyIsNone(awsName),
  tenantName: emptyIsNone(awsName),
});

/** What the API takes to add SES settings, and to change them. */
export const sesFields = {
  fields: SesFields,
  changes: SesFields.partial().extend({ secretAccessKey: emptyIsKept(SesFields.shape.secretAccessKey) }),
};
