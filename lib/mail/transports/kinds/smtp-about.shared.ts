import { z } from "zod";
import { emptyIsKept, emptyIsNone, securities, serverHost, serverPort } from "./setting-schemas.shared";
import type { TransportAbout } from "./transport-about.shared";

const SmtpFields = z.object({
  host: serverHost("smtp.example.com"),
  port: serverPort,
  security: z.enum(securities),
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
