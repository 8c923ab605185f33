import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { given } from "@/lib/mail/transports/kinds/transport-behaviour";
import { behaviourOf } from "@/lib/mail/transports/kinds/transport-kinds";
import { getTransport } from "./queries";
import { checkSettings, publicSettings } from "./save-transport";
import { settingChanges, UpdateTransport } from "./schema";
import { readConfig, type StoredConfig, sealConfig } from "./transport-config";
import { forgetTransports } from "./transport-rows";
import { resumed } from "./transport-state";

type Changes = ReturnType<typeof UpdateTransport.parse>;

/**
 * Changes a transport. New limits hold from the next few messages on. Secrets that are not typed anew stay as they are,
 * but a saved password only ever goes to the server it was given for. New settings end a stop after a failure: they may be
 * what puts it right.
 */
export async function updateTransport(ctx: Ctx, input: UpdateTransport): Promise<Transport> {
  requirePermission(ctx, "sending.write");
  const changes = UpdateTransport.parse(input);
  const found = await getTransport(ctx, changes.transportId);
  const settings = newSettings(found, changes);
  if (settings) checkSettings(settings.config);
  const updated = await inTransaction(ctx, async (tx) => {
    const before = await getTransport(tx, changes.transportId);
    if (settings && before.configSealed !== found.configSealed) {
      throw conflict(t("Somebody else has changed this sending service meanwhile. Load the page again."));
    }
    const { name, weight, maxPerSecond, maxPerMinute, maxPerHour, maxPerDay, connections } = changes;
    const transport = await tx.db.transport.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: before.id } },
      data: {
        ...given({ name, weight, maxPerSecond, maxPerMinute, maxPerHour, maxPerDay, connections }),
        ...(settings && { configSealed: sealConfig(settings.config) }),
        ...(settings && before.failureKind && resumed),
      },
    });
    await recordAudit(tx, "transport.updated", {
      subjectType: "transport",
      subjectId: before.id,
      before: { ...before, ...(settings && { settings: settings.before }) },
      after: { ...transport, ...(settings && { settings: publicSettings(settings.config) }) },
    });
    return transport;
  });
  forgetTransports(ctx.workspaceId);
  return updated;
}

/** The settings as they will be, or null when none is changed. */
function newSettings(row: Transport, changes: Changes): { config: StoredConfig; before: unknown } | null {
  const names = Object.keys(settingChanges.shape);
  if (Object.entries(changes).every(([name, value]) => !names.includes(name) || value === undefined)) return null;
  const old = readOld(row);
  const settings = behaviourOf(old.kind).own?.changed(old.settings, changes);
  return { config: { kind: old.kind, settings } as StoredConfig, before: publicSettings(old) };
}

function readOld(row: Transport): StoredConfig {
  const old = unreadable(() => readConfig(row));
  if (!old)
    throw conflict(t("This transport follows the installation's settings, which only its operator can change."));
  return old;
}

function unreadable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError)
      throw conflict(t("{problem} Add the sending service anew.", { problem: error.message }));
    throw error;
  }
}
