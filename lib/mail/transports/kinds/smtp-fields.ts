import { z } from "zod";
import { words } from "@/lib/language/t";
import { securities } from "./securities.shared";
import { emptyIsKept, emptyIsNone, serverHost, serverPort } from "./setting-schemas";

const SmtpFields = z.object({
  host: serverHost("smtp.example.com"),
  port: serverPort,
  security: z.enum(securities),
  username: emptyIsNone(z.string().trim().max(320, words("Use at most 320 characters."))),
  password: emptyIsKept(z.string().max(4096, words("Use at most 4,096 characters."))),
  /** Null: the best that the server offers. */
  auth: z.enum(["plain", "login", "xoauth2"]).nullish(),
});

/** What the API takes to add SMTP settings, and to change them. */
export const smtpFields = { fields: SmtpFields, changes: SmtpFields.partial() };
