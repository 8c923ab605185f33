import type { Ctx } from "@/lib/base/context";
import { behaviourOf, type ShownSettings } from "@/lib/mail/transports/kinds/transport-kinds";
import type { OwnKind } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import type { StoredConfig } from "./transport-config";

/** The settings of a transport without its secrets: for forms and the audit log. */
export type PublicSettings = { [Kind in OwnKind]: { kind: Kind } & ShownSettings[Kind] }[OwnKind];

/** What may be shown of a transport's settings. */
export function publicSettings({ kind, settings }: StoredConfig): PublicSettings {
  return { kind, ...behaviourOf(kind).own?.shown(settings) } as PublicSettings;
}

/** Checks what no single field can say. Throws `invalid` with the field. */
export function checkSettings({ kind, settings }: StoredConfig): void {
  behaviourOf(kind).own?.check(settings);
}

/** The workspace has one default transport at most; call it before another one becomes it. */
export async function clearDefaultTransport(tx: Ctx): Promise<void> {
  const where = { workspaceId: tx.workspaceId, isDefault: true };
  await tx.db.transport.updateMany({ where, data: { isDefault: false } });
}
