import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { installedKind } from "@/lib/mail/transports/kinds/transport-kinds";
import { getTransport } from "./queries";
import { clearDefaultTransport } from "./save-transport";
import { TransportRef } from "./schema";
import { forgetTransports } from "./transport-rows";

/**
 * Makes a transport the one for single mails. When that was or is the embedded mailbox it also decides whether campaigns
 * leave this machine; see `chooseTransport`.
 */
export async function makeDefaultTransport(ctx: Ctx, input: TransportRef): Promise<Transport> {
  requirePermission(ctx, "sending.write");
  const { transportId } = TransportRef.parse(input);
  const changed = await inTransaction(ctx, async (tx) => {
    await tx.db.$queryRaw`select id from workspace where id = ${tx.workspaceId}::uuid for update`;
    const before = await getTransport(tx, transportId);
    if (before.isDefault) return before;
    if (!before.configSealed && before.kind !== installedKind()) {
      throw conflict(t("The installation's settings no longer name this way out, so it cannot be the default."));
    }
    await clearDefaultTransport(tx);
    const transport = await tx.db.transport.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: transportId } },
      data: { isDefault: true },
    });
    await recordAudit(tx, "transport.made-default", {
      subjectType: "transport",
      subjectId: transportId,
      before,
      after: transport,
    });
    return transport;
  });
  forgetTransports(ctx.workspaceId);
  return changed;
}
