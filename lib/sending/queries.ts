import type { Ctx } from "@/lib/context";
import type { Sender, SendingDomain, Transport } from "@/lib/db/generated/client";
import { publicId } from "@/lib/db/ids";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";

export interface SenderView {
  id: string;
  name: string;
  email: string;
  replyTo: string | null;
  isDefault: boolean;
  domainName: string;
  domainStatus: SendingDomain["status"];
}

export interface TransportView {
  id: string;
  name: string;
  kind: Transport["kind"];
  isDefault: boolean;
  maxPerSecond: number | null;
  connections: number;
  /** Where it leads, without secrets: `mail.example.com:587`. */
  target: string;
  /** What is missing in the installation's settings, in words; null when it can send. */
  problem: string | null;
  pausedReason: string | null;
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
  return transports.map((transport) => ({
    id: publicId("trp", transport.id),
    name: transport.name,
    kind: transport.kind,
    isDefault: transport.isDefault,
    maxPerSecond: transport.maxPerSecond,
    connections: transport.connections,
    target: targetOf(transport),
    problem: transport.configSealed ? null : missingSetting(transport.kind),
    pausedReason: transport.pausedAt ? (transport.pausedReason ?? "Paused") : null,
  }));
}

function targetOf(transport: Transport): string {
  if (transport.kind === "mailbox") return "The embedded mailbox: nothing leaves this machine";
  if (transport.kind === "resend") return "api.resend.com";
  if (transport.configSealed) return "Settings of this workspace";
  return env.SMTP_URL && URL.canParse(env.SMTP_URL) ? new URL(env.SMTP_URL).host : "No server set";
}

function missingSetting(kind: Transport["kind"]): string | null {
  if (kind === "mailbox" && env.MAILBOX !== "embedded") return "The embedded mailbox is switched off (MAILBOX).";
  if (kind === "smtp" && !env.SMTP_URL) return "SMTP_URL is not set.";
  if (kind === "resend" && !env.RESEND_API_KEY) return "RESEND_API_KEY is not set.";
  return null;
}
