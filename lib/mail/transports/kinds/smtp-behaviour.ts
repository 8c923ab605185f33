import { z } from "zod";
import { env } from "@/lib/base/env";
import { checkDestination } from "@/lib/base/outgoing/check-host";
import { t } from "@/lib/language/t";
import { parseSmtpUrl, type SmtpOptions, smtpOptions } from "@/lib/mail/smtp/smtp-options";
import { openSmtp } from "./open-smtp";
import { securities } from "./securities.shared";
import { smtpFields } from "./smtp-fields";
import { fieldError, given, type TransportBehaviour } from "./transport-behaviour";

const stored = z.object({
  host: z.string(),
  port: z.number(),
  security: z.enum(securities),
  username: z.string().optional(),
  password: z.string().optional(),
  /** The mechanism to insist on; `xoauth2`: the password is an OAuth 2 access token. */
  auth: z.enum(["plain", "login", "xoauth2"]).optional(),
});

/** What a workspace says about an SMTP server of its own. */
type Settings = z.output<typeof stored>;
type Changes = z.output<typeof smtpFields.changes>;

/** Any mail server: the installation's SMTP_URL, or a workspace's own. */
export const smtpTransport = {
  open: (own, connections) => openSmtp(own ? optionsOf(own) : installed(), { connections, acceptsForRecipient: false }),
  missing: () => (env.SMTP_URL ? null : t("{setting} is not set.", { setting: "SMTP_URL" })),
  target: (own) => (own ? `${own.host}:${own.port}` : installedHost()),
  own: {
    ...smtpFields,
    stored,
    from: ({ host, port, security, username, password, auth }) => {
      const rest = { username: username ?? undefined, password: password ?? undefined, auth: auth ?? undefined };
      return { host, port, security, ...rest };
    },
    changed,
    check,
    shown: ({ host, port, security, username, password, auth }) => {
      return { host, port, security, username: username ?? null, auth: auth ?? null, signsIn: !!password };
    },
  },
} satisfies TransportBehaviour<Settings, z.output<typeof smtpFields.fields>, Changes>;

function installed(): SmtpOptions {
  if (!env.SMTP_URL) throw new RangeError("SMTP_URL is not set, so nothing can be sent by SMTP.");
  return parseSmtpUrl(env.SMTP_URL);
}

const installedHost = () =>
  env.SMTP_URL && URL.canParse(env.SMTP_URL) ? new URL(env.SMTP_URL).host : t("No server set");

function optionsOf({ host, port, security, username, password, auth }: Settings): SmtpOptions {
  const encryption = {
    secure: security === "tls",
    requireTls: security === "starttls",
    ignoreTls: security === "none",
  };
  const pass = password ?? "";
  const token = auth === "xoauth2" ? pass : undefined;
  return smtpOptions({
    foreign: true,
    host,
    port,
    ...encryption,
    auth: username ? { user: username, pass, token, method: auth } : null,
  });
}

/** A saved password only ever goes to the server it was given for. */
function changed(old: Settings, { host, port, security, username, password, auth }: Changes): Settings {
  const merged: Settings = { ...old, ...given({ host, port, security, password }) };
  if (username !== undefined) merged.username = username ?? undefined;
  if (auth !== undefined) merged.auth = auth ?? undefined;
  if (!merged.username) return { ...merged, password: undefined };
  if (merged.host !== old.host && old.password && !password) {
    throw fieldError("password", t("Type the password again: the saved one is only for the server it was given for."));
  }
  return merged;
}

/**
 * A host or a port that no workspace may use, a password without encryption, a name without a password. Where the name leads is
 * found out when it is used.
 */
function check({ host, port, security, username, password }: Settings): void {
  if (username && !password) throw fieldError("password", t("Give the password, or leave the user name empty."));
  if (password && !username) throw fieldError("username", t("Give the user name that goes with the password."));
  if (password && security === "none") {
    throw fieldError("security", t("A password is never sent without encryption. Choose TLS or STARTTLS."));
  }
  const problem = checkDestination(host, port, "smtp");
  if (problem) throw fieldError(problem.field, problem.text);
}
