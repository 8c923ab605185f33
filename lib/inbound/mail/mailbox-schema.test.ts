import { expect, test } from "vitest";
import { toAppError } from "@/lib/base/http/error-response";
import { inLanguage, learnLanguages } from "@/lib/language/server";
import { MailboxAccess } from "./mailbox-schema";

learnLanguages();

test("how long a secret may be is written as numbers are where it is read", () => {
  const said = () => toAppError(MailboxAccess.safeParse({ password: "x".repeat(4097) }).error).fields?.password;
  expect(said()).toBe("Use at most 4,096 characters.");
  expect(inLanguage("de", said)).toBe("Verwenden Sie höchstens 4.096 Zeichen.");
});
