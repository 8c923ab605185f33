import { z } from "zod";
import type { Transport } from "@/lib/base/db/generated/client";
import { UnreadableColumn } from "@/lib/base/db/stored-json";
import { env } from "@/lib/base/env";
import { sealedJson } from "@/lib/base/security/sealed-json";
import type { TransportConfig } from "@/lib/mail/transports/open-transport";

const SmtpConfig = z.object({
  host: z.string(),
  port: z.number(),
  security: z.enum(["tls", "starttls", "none"]),
  username: z.string().optional(),
  password: z.string().optional(),
  auth: z.enum(["plain", "login", "xoauth2"]).optional(),
});
const ResendConfig = z.object({ apiKey: z.string() });
const SesConfig = z.object({
  region: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  configurationSetName: z.string().optional(),
  tenantName: z.string().optional(),
});

/** What is sealed in the column, by kind of transport. */
const stored = {
  smtp: sealedJson("transport.config_sealed", SmtpConfig),
  resend: sealedJson("transport.config_sealed", ResendConfig),
  ses: sealedJson("transport.config_sealed", SesConfig),
};

export type StoredConfig =
  | { kind: "smtp"; smtp: z.infer<typeof SmtpConfig> }
  | { kind: "resend"; resend: z.infer<typeof ResendConfig> }
  | { kind: "ses"; ses: z.infer<typeof SesConfig> };

/** Encrypts the settings of a transport for its row. */
export function sealConfig(config: StoredConfig): string {
  if (config.kind === "smtp") return stored.smtp.seal(SmtpConfig.parse(config.smtp));
  if (config.kind === "resend") return stored.resend.seal(ResendConfig.parse(config.resend));
  return stored.ses.seal(SesConfig.parse(config.ses));
}

/**
 * The settings of a transport; null when it follows the installation's. Throws a RangeError in words when they cannot be
 * read: HOMING_SECRET has changed since they were saved, or another release saved them.
 */
export function readConfig({ kind, configSealed }: Pick<Transport, "kind" | "configSealed">): StoredConfig | null {
  if (configSealed === null || kind === "mailbox") return null;
  try {
    return opened(kind, configSealed);
  } catch (cause) {
    if (!(cause instanceof UnreadableColumn)) throw cause;
    throw new RangeError(`The saved settings cannot be read: save them again. ${cause.message}`, { cause });
  }
}

function opened(kind: StoredConfig["kind"], sealed: string): StoredConfig {
  if (kind === "smtp") return { kind, smtp: stored.smtp.open(sealed) };
  if (kind === "resend") return { kind, resend: stored.resend.open(sealed) };
  return { kind, ses: stored.ses.open(sealed) };
}

/** What `openTransport` wants to know. Throws a RangeError in words when a setting is missing. */
export function configOf(row: Pick<Transport, "kind" | "configSealed" | "connections">): TransportConfig {
  const own = readConfig(row);
  if (own) return { ...own, connections: row.connections };
  if (row.kind === "ses") throw new RangeError("This transport has no keys for Amazon SES.");
  return { kind: row.kind, connections: row.connections };
}

/** Why a transport cannot even be opened, in words: a setting is missing or unreadable. Null when it can. */
export function settingsProblem(row: Pick<Transport, "kind" | "configSealed">): string | null {
  try {
    return readConfig(row) ? null : missingSetting(row.kind);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

function missingSetting(kind: Transport["kind"]): string | null {
  if (kind === "mailbox" && env.MAILBOX !== "embedded") return "The embedded mailbox is switched off (MAILBOX).";
  if (kind === "smtp" && !env.SMTP_URL) return "SMTP_URL is not set.";
  if (kind === "resend" && !env.RESEND_API_KEY) return "RESEND_API_KEY is not set.";
  if (kind === "ses") return "This transport has no keys for Amazon SES.";
  return null;
}
