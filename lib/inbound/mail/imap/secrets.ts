import { z } from "zod";
import { invalid } from "@/lib/base/errors";
import { sealedJson } from "@/lib/base/security/sealed-json";
import type { MailboxAccess } from "@/lib/inbound/mail/mailbox-schema";
import { t } from "@/lib/language/t";

export interface OauthSecrets {
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  tokenUrl: string;
  scope: string;
}

export type MailboxSecrets = { auth: "password"; password: string } | ({ auth: "oauth2" } & OauthSecrets);

const stored = sealedJson<MailboxSecrets>(
  "inbound_mailbox.secrets_sealed",
  z.discriminatedUnion("auth", [
    z.object({ auth: z.literal("password"), password: z.string() }),
    z.object({
      auth: z.literal("oauth2"),
      clientId: z.string(),
      clientSecret: z.string(),
      refreshToken: z.string(),
      tokenUrl: z.string(),
      scope: z.string(),
    }),
  ]),
);

export const sealMailboxSecrets = stored.seal;
export const openMailboxSecrets = stored.open;

/** What a mailbox is signed in with: what is given, and what was saved for the rest. Throws `invalid` naming what is missing. */
export function mailboxSecrets(given: Partial<MailboxAccess>, saved: MailboxSecrets | null): MailboxSecrets {
  const auth = given.auth ?? saved?.auth ?? "password";
  if (auth === "password") {
    const password = given.password ?? (saved?.auth === "password" ? saved.password : undefined);
    if (!password) throw missing("password", t("Give the password."));
    return { auth, password };
  }
  const before = saved?.auth === "oauth2" ? saved : null;
  const clientId = given.clientId ?? before?.clientId;
  const clientSecret = given.clientSecret ?? before?.clientSecret;
  const refreshToken = given.refreshToken ?? before?.refreshToken;
  const tokenUrl = given.tokenUrl ?? before?.tokenUrl;
  if (!clientId) throw missing("clientId", t("Give the client id of your application."));
  if (!refreshToken) throw missing("refreshToken", t("Give the refresh token of the mailbox."));
  if (!tokenUrl) throw missing("tokenUrl", t("Give the address that makes access tokens."));
  return {
    auth,
    clientId,
    clientSecret: clientSecret ?? "",
    refreshToken,
    tokenUrl,
    scope: given.scope ?? before?.scope ?? "",
  };
}

/** Saved secrets are used only towards the servers they were given for: whoever names another one has to give them again. */
export function savedSecretsFor(
  given: { host?: string | undefined; tokenUrl?: string | undefined },
  saved: { host: string; secretsSealed: string },
): MailboxSecrets | null {
  const secrets = openMailboxSecrets(saved.secretsSealed);
  if (given.host !== undefined && given.host.toLowerCase() !== saved.host.toLowerCase()) return null;
  return secrets.auth === "oauth2" && given.tokenUrl && given.tokenUrl !== secrets.tokenUrl ? null : secrets;
}

const missing = (field: string, text: string) => invalid(text, { [field]: text });
