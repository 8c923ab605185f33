import { ownTable } from "@/lib/base/text/own-table.shared";
import type { TransportKind } from "@/lib/sending/transports/schema";
import type { TransportView } from "@/lib/sending/transports/transport-view";

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

/** Kinds that a workspace can add. */
export type OwnKind = Exclude<TransportKind, "mailbox">;

export const kindNames: Record<TransportView["kind"], string> = {
  mailbox: "Embedded mailbox",
  smtp: "SMTP",
  resend: "Resend",
  ses: "Amazon SES",
};

/** The ports that go with each way of encrypting, for as long as nobody typed another. */
export const usualPort: Record<string, string> = ownTable({ tls: "465", starttls: "587", none: "25" });

const empty: TransportValues = {
  kind: "smtp",
  name: "",
  host: "",
  port: "587",
  security: "starttls",
  username: "",
  password: "",
  auth: "",
  apiKey: "",
  region: "",
  accessKeyId: "",
  secretAccessKey: "",
  configurationSetName: "",
  tenantName: "",
  weight: "100",
  maxPerSecond: "",
  maxPerMinute: "",
  maxPerHour: "",
  maxPerDay: "",
  connections: "8",
  isDefault: false,
};

/** What the form begins with: nothing, or what is saved without the secrets. */
export function initialValues(transport: TransportView | undefined): TransportValues {
  if (!transport) return empty;
  const { name, weight, maxPerSecond, maxPerMinute, maxPerHour, maxPerDay, connections } = transport;
  return {
    ...empty,
    ...settingsText(transport.settings),
    kind: transport.kind === "mailbox" ? "smtp" : transport.kind,
    name,
    weight: String(weight),
    maxPerSecond: text(maxPerSecond),
    maxPerMinute: text(maxPerMinute),
    maxPerHour: text(maxPerHour),
    maxPerDay: text(maxPerDay),
    connections: String(connections),
  };
}

const text = (value: string | number | null) => (value === null ? "" : String(value));

function settingsText(settings: TransportView["settings"]): Partial<TransportValues> {
  if (settings?.kind === "smtp") {
    const { host, port, security, username, auth } = settings;
    return { host, port: String(port), security, username: text(username), auth: text(auth) };
  }
  if (settings?.kind === "ses") {
    const { region, accessKeyId, configurationSetName, tenantName } = settings;
    return { region, accessKeyId, configurationSetName: text(configurationSetName), tenantName: text(tenantName) };
  }
  return {};
}

/** The body of the request; `withSettings` false for transports that follow the installation's. */
export function bodyOf(values: TransportValues, withSettings: boolean): Record<string, unknown> {
  return {
    name: values.name,
    weight: numberOf(values.weight),
    maxPerSecond: numberOf(values.maxPerSecond),
    maxPerMinute: numberOf(values.maxPerMinute),
    maxPerHour: numberOf(values.maxPerHour),
    maxPerDay: numberOf(values.maxPerDay),
    connections: numberOf(values.connections),
    ...(withSettings ? settingsOf(values) : {}),
  };
}

function settingsOf(values: TransportValues): Record<string, unknown> {
  if (values.kind === "resend") return { apiKey: values.apiKey };
  if (values.kind === "ses") {
    const { region, accessKeyId, secretAccessKey, configurationSetName, tenantName } = values;
    return { region, accessKeyId, secretAccessKey, configurationSetName, tenantName };
  }
  const { host, security, username, password, auth } = values;
  return { host, port: numberOf(values.port), security, username, password, auth: auth || null };
}

/** Nothing is null; what is no number goes as it is, for the server to say so beside the field. */
function numberOf(typed: string): number | string | null {
  const trimmed = typed.trim();
  if (trimmed === "") return null;
  const number = Number(trimmed.replaceAll(",", ""));
  return Number.isNaN(number) ? trimmed : number;
}
