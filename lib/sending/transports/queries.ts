import type { Ctx } from "@/lib/base/context";
import type { Sender, SendingDomain, Transport } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { notFound } from "@/lib/base/errors";
import { actorCan } from "@/lib/base/permissions.shared";
import { mayUseInstallationTransport } from "./transport-rows";
import { presentTransports, type TransportView } from "./transport-view";

export interface SenderView {
  id: string;
  name: string;
  email: string;
  replyTo: string | null;
  isDefault: boolean;
  domainName: string;
  domainStatus: SendingDomain["status"];
}

/** The sender of this workspace with its domain, or not found. */
export async function getSender(ctx: Ctx, id: string): Promise<Sender & { domain: SendingDomain }> {
  const sender = await ctx.db.sender.findUnique({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } },
    include: { domain: true },
  });
  if (!sender) throw notFound("sender");
  return sender;
}

/** The senders of the workspace, the default one first. */
export async function findSenders(ctx: Ctx): Promise<SenderView[]> {
  const senders = await ctx.db.sender.findMany({
    where: { workspaceId: ctx.workspaceId },
    include: { domain: true },
    orderBy: [{ isDefault: "desc" }, { name: "asc" }],
  });
  return senders.map((sender) => ({
    id: publicId("snd", sender.id),
    name: sender.name,
    email: sender.email,
    replyTo: sender.replyTo,
    isDefault: sender.isDefault,
    domainName: sender.domain.name,
    domainStatus: sender.domain.status,
  }));
}

/** The transport of this workspace, or not found. */
export async function getTransport(ctx: Ctx, id: string): Promise<Transport> {
  const transport = await ctx.db.transport.findUnique({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } },
  });
  if (!transport) throw notFound("transport");
  return transport;
}

/** The ways out of the workspace, the default one first. */
export async function findTransports(ctx: Ctx): Promise<TransportView[]> {
  const transports = await ctx.db.transport.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: [{ isDefault: "desc" }, { createdAt: "asc" }],
  });
  const full = actorCan(ctx.actor, "sending.write");
  return presentTransports(transports, { now: ctx.now(), full, granted: await mayUseInstallationTransport(ctx) });
}
