import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { behaviourOf } from "@/lib/mail/transports/kinds/transport-kinds";
import { ensureDefaultSending } from "./ensure-default-sending";
import { checkSettings, clearDefaultTransport, publicSettings } from "./save-transport";
import { CreateTransport } from "./schema";
import { type StoredConfig, sealConfig } from "./transport-config";
import { forgetTransports } from "./transport-rows";

/** Enough for every provider and a few spares; each one costs a look at every batch. */
const MAX_TRANSPORTS = 20;

/**
 * Adds a way out with settings of the workspace's own; its secrets are sealed and never given back. While the embedded
 * mailbox is the default, mail keeps going there until another transport is made the default.
 */
export async function createTransport(ctx: Ctx, input: CreateTransport): Promise<Transport> {
  requirePermission(ctx, "sending.write");
  const parsed = CreateTransport.parse(input);
  const config = configFrom(parsed);
  checkSettings(config);
  await ensureDefaultSending(ctx);
  const created = await inTransaction(ctx, async (tx) => {
    await tx.db.$queryRaw`select id from workspace where id = ${tx.workspaceId}::uuid for update`;
    const count = await tx.db.transport.count({ where: { workspaceId: tx.workspaceId } });
    if (count >= MAX_TRANSPORTS)
      throw conflict(
        t("A workspace has {count, plural, one {# sending service} other {# sending services}} at most.", {
          count: MAX_TRANSPORTS,
        }),
      );
    if (parsed.isDefault) await clearDefaultTransport(tx);
    const { name, weight, maxPerSecond, maxPerMinute, maxPerHour, maxPerDay, connections, isDefault, kind } = parsed;
    const transport = await tx.db.transport.create({
      data: {
        workspaceId: tx.workspaceId,
        id: newId(),
        ...{ name, kind, weight, maxPerSecond, maxPerMinute, maxPerHour, maxPerDay, connections, isDefault },
        configSealed: sealConfig(config),
        createdAt: tx.now(),
      },
    });
    await recordAudit(tx, "transport.created", {
      subjectType: "transport",
      subjectId: transport.id,
      after: { ...transport, settings: publicSettings(config) },
    });
    return transport;
  });
  forgetTransports(ctx.workspaceId);
  return created;
}

function configFrom(parsed: ReturnType<typeof CreateTransport.parse>): StoredConfig {
  return { kind: parsed.kind, settings: behaviourOf(parsed.kind).own?.from(parsed) } as StoredConfig;
}
