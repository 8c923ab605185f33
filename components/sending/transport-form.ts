import { numberOf } from "@/lib/client/number-of";
import { ownKinds } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import type { TransportView } from "@/lib/sending/transports/transport-view";
import { settingsForm } from "./settings-forms";
import { type TransportValues, text } from "./transport-values";

const empty: TransportValues = {
  kind: ownKinds[0],
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
    ...(transport.settings && settingsForm(transport.settings.kind).values(transport.settings)),
    ...(transport.settings && { kind: transport.settings.kind }),
    name,
    weight: String(weight),
    maxPerSecond: text(maxPerSecond),
    maxPerMinute: text(maxPerMinute),
    maxPerHour: text(maxPerHour),
    maxPerDay: text(maxPerDay),
    connections: String(connections),
  };
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
    ...(withSettings ? settingsForm(values.kind).body(values) : {}),
  };
}
