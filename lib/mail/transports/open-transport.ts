import type { MailTransport } from "@/lib/mail/transport";
import { behaviourOf } from "./kinds/transport-kinds";
import type { TransportKind } from "./kinds/transport-kinds.shared";

/** A transport's kind with settings of its own; null follows the installation's. */
export interface TransportConfig {
  kind: TransportKind;
  settings: unknown;
  connections: number;
}

/** Opens a transport. Nothing is connected yet. Throws a RangeError in words when a setting is missing or wrong. */
export function openTransport({ kind, settings, connections }: TransportConfig): MailTransport {
  return behaviourOf(kind).open(settings, connections);
}
