import type { Transport } from "@/lib/base/db/generated/client";
import { UnreadableColumn } from "@/lib/base/db/stored-json";
import { sealedJson } from "@/lib/base/security/sealed-json";
import { t } from "@/lib/language/t";
import { behaviourOf, type StoredSettings } from "@/lib/mail/transports/kinds/transport-kinds";
import type { OwnKind, TransportKind } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import type { TransportConfig } from "@/lib/mail/transports/open-transport";

/** A transport's own settings, with its secrets. */
export type StoredConfig = { [Kind in OwnKind]: { kind: Kind; settings: StoredSettings[Kind] } }[OwnKind];

/** The reader and writer of what is sealed in the column, by kind of transport; null where nothing ever is. */
function sealed(kind: TransportKind) {
  const { own } = behaviourOf(kind);
  return own && { schema: own.stored, column: sealedJson("transport.config_sealed", own.stored) };
}

/** Encrypts the settings of a transport for its row. */
export function sealConfig({ kind, settings }: StoredConfig): string {
  const { schema, column } = sealed(kind)!;
  return column.seal(schema.parse(settings));
}

/**
 * The settings of a transport; null when it follows the installation's. Throws a RangeError in words when they cannot be
 * read: HOMING_SECRET has changed since they were saved, or another release saved them.
 */
export function readConfig({ kind, configSealed }: Pick<Transport, "kind" | "configSealed">): StoredConfig | null {
  const reader = sealed(kind);
  if (configSealed === null || !reader) return null;
  try {
    return { kind, settings: reader.column.open(configSealed) } as StoredConfig;
  } catch (cause) {
    if (!(cause instanceof UnreadableColumn)) throw cause;
    throw new RangeError(t("The saved settings cannot be read: save them again. {reason}", { reason: cause.message }), {
      cause,
    });
  }
}

/** What `openTransport` wants to know. Throws a RangeError in words when the settings cannot be read. */
export function configOf(row: Pick<Transport, "kind" | "configSealed" | "connections">): TransportConfig {
  return { kind: row.kind, settings: readConfig(row)?.settings ?? null, connections: row.connections };
}

/** Why a transport cannot even be opened, in words: a setting is missing or unreadable. Null when it can. */
export function settingsProblem(row: Pick<Transport, "kind" | "configSealed">): string | null {
  try {
    return readConfig(row) ? null : behaviourOf(row.kind).missing();
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
