import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { getTransport } from "./queries";
import { checkSettings, fieldError, publicSettings } from "./save-transport";
import { UpdateTransport } from "./schema";
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
      throw conflict("Somebody else has changed this transport meanwhile. Load the page again.");
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
  const { host, port, security, username, password, auth, apiKey } = changes;
  const { region, accessKeyId, secretAccessKey, configurationSetName, tenantName } = changes;
  const smtp = given({ host, port, security, username, password, auth });
  const ses = given({ region, accessKeyId, secretAccessKey, configurationSetName, tenantName });
  if (Object.keys({ ...smtp, ...ses, ...given({ apiKey }) }).length === 0) return null;
  const old = readOld(row);
  const before = publicSettings(old);
  if (old.kind === "smtp") return { config: { kind: "smtp", smtp: mergeSmtp(old.smtp, changes) }, before };
  if (old.kind === "resend")
    return { config: { kind: "resend", resend: { ...old.resend, ...given({ apiKey }) } }, before };
  return { config: { kind: "ses", ses: mergeSes(old.ses, changes) }, before };
}

function readOld(row: Transport): StoredConfig {
  const old = unreadable(() => readConfig(row));
  if (!old) throw conflict("This transport follows the installation's settings, which only its operator can change.");
  return old;
}

function unreadable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw conflict(`${error.message} Add the transport anew.`);
    throw error;
  }
}

type Smtp = Extract<StoredConfig, { kind: "smtp" }>["smtp"];
type Ses = Extract<StoredConfig, { kind: "ses" }>["ses"];

function mergeSmtp(old: Smtp, { host, port, security, username, password, auth }: Changes): Smtp {
  const merged: Smtp = { ...old, ...given({ host, port, security, password }) };
  if (username !== undefined) merged.username = username ?? undefined;
  if (auth !== undefined) merged.auth = auth ?? undefined;
  if (!merged.username) return { ...merged, password: undefined };
  if (merged.host !== old.host && old.password && !password) {
    throw fieldError("password", "Type the password again: the saved one is only for the server it was given for.");
  }
  return merged;
}

function mergeSes(old: Ses, changes: Changes): Ses {
  const { region, accessKeyId, secretAccessKey, configurationSetName, tenantName } = changes;
  if (accessKeyId !== undefined && accessKeyId !== old.accessKeyId && !secretAccessKey) {
    throw fieldError("secretAccessKey", "Give the secret that goes with the new access key.");
  }
  const merged: Ses = { ...old, ...given({ region, accessKeyId, secretAccessKey }) };
  if (configurationSetName !== undefined) merged.configurationSetName = configurationSetName ?? undefined;
  if (tenantName !== undefined) merged.tenantName = tenantName ?? undefined;
  return merged;
}

/** Without the fields that were not given. */
function given<T extends object>(values: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}
