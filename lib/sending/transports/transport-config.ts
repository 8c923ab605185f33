import { z } from "zod";
import type { Transport } from "@/lib/base/db/generated/client";
import { env } from "@/lib/base/env";
import { open, seal } from "@/lib/base/security/secret-box";
import type { TransportConfig } from "@/lib/mail/transports/open-transport";

/** What is sealed in `config_sealed`, by kind of transport. */
const stored = {
  smtp: z.object({
    host: z.string(),
    port: z.number(),
    security: z.enum(["tls", "starttls", "none"]),
    username: z.string().optional(),
    password: z.string().optional(),
    auth: z.enum(["plain", "login", "xoauth2"]).optional(),
  }),
  resend: z.object({ apiKey: z.string() }),
  ses: z.object({
    region: z.string(),
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
    configurationSetName: z.string().optional(),
    tenantName: z.string().optional(),
  }),
};

export type StoredConfig =
  | { kind: "smtp"; smtp: z.infer<typeof stored.smtp> }
  | { kind: "resend"; resend: z.infer<typeof stored.resend> }
  | { kind: "ses"; ses: z.infer<typeof stored.ses> };

/** Encrypts the settings of a transport for its row. */
export function sealConfig(config: StoredConfig): string {
  if (config.kind === "smtp") return seal(JSON.stringify(stored.smtp.parse(config.smtp)));
  if (config.kind === "resend") return seal(JSON.stringify(stored.resend.parse(config.resend)));
  return seal(JSON.stringify(stored.ses.parse(config.ses)));
}

/**
 * The settings of a transport; null when it follows the installation's. Throws a RangeError in words when they cannot be
 * read: HOMING_SECRET has changed since they were saved.
 */
export function readConfig(row: Pick<Transport, "kind" | "configSealed">): StoredConfig | null {
  if (row.configSealed === null || row.kind === "mailbox") return null;
  const value = unsealed(row.configSealed);
  if (row.kind === "smtp") return { kind: "smtp", smtp: stored.smtp.parse(value) };
  if (row.kind === "resend") return { kind: "resend", resend: stored.resend.parse(value) };
  return { kind: "ses", ses: stored.ses.parse(value) };
}

function unsealed(sealed: string): unknown {
  try {
    return JSON.parse(open(sealed));
  } catch {
    throw new RangeError("The saved settings cannot be read: HOMING_SECRET is not the one they were saved with.");
  }
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
