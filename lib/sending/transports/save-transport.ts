import type { Ctx } from "@/lib/base/context";
import { invalid } from "@/lib/base/errors";
import { checkDestination } from "@/lib/base/outgoing/check-host";
import type { StoredConfig } from "./transport-config";

/** The settings of a transport without its secrets: for forms and the audit log. */
export type PublicSettings =
  | {
      kind: "smtp";
      host: string;
      port: number;
      security: "tls" | "starttls" | "none";
      username: string | null;
      auth: "plain" | "login" | "xoauth2" | null;
      signsIn: boolean;
    }
  | { kind: "resend" }
  | {
      kind: "ses";
      region: string;
      accessKeyId: string;
      configurationSetName: string | null;
      tenantName: string | null;
    };

/** What may be shown of a transport's settings. */
export function publicSettings(config: StoredConfig): PublicSettings {
  if (config.kind === "smtp") {
    const { host, port, security, username, password, auth } = config.smtp;
    return { kind: "smtp", host, port, security, username: username ?? null, auth: auth ?? null, signsIn: !!password };
  }
  if (config.kind === "resend") return { kind: "resend" };
  const { region, accessKeyId, configurationSetName, tenantName } = config.ses;
  return {
    kind: "ses",
    region,
    accessKeyId,
    configurationSetName: configurationSetName ?? null,
    tenantName: tenantName ?? null,
  };
}

/**
 * Checks what no single field can say. Throws `invalid` with the field: a host or a port that no
 * workspace may use, a password without encryption, a name without a password. Where the name leads is found out when it is used.
 */
export function checkSettings(config: StoredConfig): void {
  if (config.kind !== "smtp") return;
  const { host, port, security, username, password } = config.smtp;
  if (username && !password) throw fieldError("password", "Give the password, or leave the user name empty.");
  if (password && !username) throw fieldError("username", "Give the user name that goes with the password.");
  if (password && security === "none") {
    throw fieldError("security", "A password is never sent without encryption. Choose TLS or STARTTLS.");
  }
  const problem = checkDestination(host, port, "smtp");
  if (problem) throw fieldError(problem.field, problem.words);
}

export const fieldError = (field: string, words: string) => invalid(words, { [field]: words });

/** The workspace has one default transport at most; call it before another one becomes it. */
export async function clearDefaultTransport(tx: Ctx): Promise<void> {
  const where = { workspaceId: tx.workspaceId, isDefault: true };
  await tx.db.transport.updateMany({ where, data: { isDefault: false } });
}
