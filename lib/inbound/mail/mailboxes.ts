import type { Ctx } from "@/lib/base/context";
import type { InboundMailbox } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { sayImapError } from "@/lib/inbound/mail/imap/explain-error";
import { openMailboxSecrets } from "@/lib/inbound/mail/imap/secrets";
import type { MailboxView } from "@/lib/inbound/mail/mailbox-schema";

/** The polled mailbox of this workspace, or not found. */
export async function getMailbox(ctx: Ctx, id: string): Promise<InboundMailbox> {
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id } };
  const mailbox = await ctx.db.inboundMailbox.findUnique({ where });
  if (!mailbox) throw notFound("inbound mailbox");
  return mailbox;
}

/** The mailboxes that are read for this workspace, oldest first, with how the last reading went. */
export async function findMailboxes(ctx: Ctx): Promise<MailboxView[]> {
  requirePermission(ctx, "inbound.manage");
  const rows = await ctx.db.inboundMailbox.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { createdAt: "asc" },
  });
  return rows.map(present);
}

function present(row: InboundMailbox): MailboxView {
  const secrets = openMailboxSecrets(row.secretsSealed);
  const oauth = secrets.auth === "oauth2" ? secrets : null;
  return {
    id: publicId("imb", row.id),
    name: row.name,
    host: row.host,
    port: row.port,
    security: row.security as MailboxView["security"],
    username: row.username,
    auth: secrets.auth,
    clientId: oauth?.clientId ?? null,
    tokenUrl: oauth?.tokenUrl ?? null,
    scope: oauth?.scope ?? null,
    folder: row.folder,
    afterwards: row.afterwards as MailboxView["afterwards"],
    moveTo: row.moveTo,
    enabled: row.disabledAt === null,
    keptCount: row.keptCount,
    lastSuccessAt: row.lastSuccessAt?.toISOString() ?? null,
    lastErrorAt: row.lastErrorAt?.toISOString() ?? null,
    lastError: row.lastError && sayImapError(row.lastError),
    nextPollAt: row.disabledAt ? null : row.nextPollAt.toISOString(),
  };
}
