import { z } from "zod";
import { emptyIsKept, emptyIsNone } from "./setting-text.shared";
import type { TransportAbout } from "./transport-about.shared";

const SmtpFields = z.object({
  host: z
    .string()
    .trim()
    .min(1, "Give the name of the server.")
    .max(253, "Use at most 253 characters.")
    .regex(/^([a-z0-9_]([a-z0-9._-]*[a-z0-9])?|[0-9a-f:.]+)$/i, "Give a host name such as smtp.example.com."),
  port: z.number("Use a whole number.").int("Use a whole number.").min(1, "At least 1.").max(65_535, "At most 65,535."),
  security: z.enum(["tls", "starttls", "none"]),
  username: emptyIsNone(z.string().trim().max(320, "Use at most 320 characters.")),
  password: emptyIsKept(z.string().max(4096, "Use at most 4,096 characters.")),
  /** Null: the best that the server offers. */
  auth: z.enum(["plain", "login", "xoauth2"]).nullish(),
});

export const smtpAbout = {
  label: "SMTP",
  installedName: "SMTP server",
  offer: "Any mail server",
  reach: "server",
  paceNote: "",
  givesIds: false,
  takesParts: false,
  fields: SmtpFields,
  changes: SmtpFields.partial(),
} as const satisfies TransportAbout;
