import { z } from "zod";
import type { Ctx } from "@/lib/context";
import type { Transport } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import type { MailTransport } from "@/lib/mail/transport";
import { openTransport } from "@/lib/mail/transports/open-transport";
import { open } from "@/lib/security/secret-box";
import { ensureDefaultSending } from "./ensure-default-sending";

/** Gives a mail transport for a stored row. Tests pass one of their own. */
export type OpenTransport = (transport: Transport) => MailTransport;

const Config = z.object({ smtpUrl: z.string().optional(), resendApiKey: z.string().optional() });

/** Open connections are kept per process and setting: all batches of a worker share one pool. */
const opened = new Map<string, MailTransport>();

/** The open transport of a row, shared by the whole process. Throws a RangeError in words when a setting is missing. */
export const openWorkspaceTransport: OpenTransport = (row) => {
  if (row.kind === "ses") throw new RangeError("Amazon SES is not available in this version.");
  const key = [row.kind, row.configSealed ?? "", row.connections].join("|");
  let transport = opened.get(key);
  if (!transport) {
    const config = row.configSealed ? Config.parse(JSON.parse(open(row.configSealed))) : {};
    transport = openTransport({ kind: row.kind, connections: row.connections, ...config });
    opened.set(key, transport);
  }
  return transport;
};

/** Closes all connections; for shutdown. */
export async function closeTransports(): Promise<void> {
  const transports = [...opened.values()];
  opened.clear();
  await Promise.all(transports.map((transport) => transport.close()));
}

/**
 * The transport that a campaign names, else the workspace's default one, which follows the installation's settings.
 * A named one that is gone falls back to the default.
 */
export async function pickTransport(ctx: Ctx, transportId: string | null): Promise<Transport> {
  const where = { workspaceId: ctx.workspaceId };
  const named = transportId ? await ctx.db.transport.findFirst({ where: { ...where, id: transportId } }) : null;
  if (named) return named;
  await ensureDefaultSending(ctx);
  const chosen = await ctx.db.transport.findFirst({ where: { ...where, isDefault: true } });
  if (!chosen) throw new AppError("unavailable", "This workspace has no way to send mail.");
  return chosen;
}
