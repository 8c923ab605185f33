import { z } from "zod";
import { emptyIsKept, emptyIsNone } from "./setting-schemas.shared";
import type { TransportAbout } from "./transport-about.shared";

const awsName = z
  .string()
  .trim()
  .max(64, "Use at most 64 characters.")
  .regex(/^[A-Za-z0-9_-]+$/, "Use letters, digits, - and _.");

const SesFields = z.object({
  region: z
    .string()
    .trim()
    .regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, "Give a region such as eu-west-1."),
  accessKeyId: z
    .string()
    .trim()
    .regex(/^[A-Z0-9]{16,128}$/, "An access key id looks like AKIAIOSFODNN7EXAMPLE."),
  secretAccessKey: z.string().trim().min(16, "This is too short for a secret key.").max(256, "This is too long."),
  configurationSetName: emptyIsNone(awsName),
  tenantName: emptyIsNone(awsName),
});

export const sesAbout = {
  label: "Amazon SES",
  installedName: "Amazon SES",
  offer: "With an access key",
  reach: "provider",
  paceNote: "Amazon SES keeps to each mailbox provider's pace itself; your account's rate applies.",
  givesIds: true,
  takesParts: false,
  fields: SesFields,
  changes: SesFields.partial().extend({ secretAccessKey: emptyIsKept(SesFields.shape.secretAccessKey) }),
} as const satisfies TransportAbout;
