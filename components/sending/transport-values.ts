import type { OwnKind } from "@/lib/mail/transports/kinds/transport-kinds.shared";

/** What the form holds: text as it was typed. */
export interface TransportValues extends Record<string, unknown> {
  kind: OwnKind;
  name: string;
  host: string;
  port: string;
  security: string;
  username: string;
  password: string;
  auth: string;
  apiKey: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  configurationSetName: string;
  tenantName: string;
  weight: string;
  maxPerSecond: string;
  maxPerMinute: string;
  maxPerHour: string;
  maxPerDay: string;
  connections: string;
  isDefault: boolean;
}

/** A setting as text; nothing is empty. */
export const text = (value: string | number | null) => (value === null ? "" : String(value));
