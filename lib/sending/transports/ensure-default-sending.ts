import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { env } from "@/lib/base/env";
import { installedKind } from "@/lib/mail/transports/kinds/transport-kinds";
import { aboutTransport, isEmbedded } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import { createDomain } from "@/lib/sending/domains/create-domain";

/** The embedded mailbox could take far more, but then there would be no progress to watch and nothing to pause. */
const embeddedPace = { maxPerSecond: 100, connections: 4 };

/**
 * Gives a workspace what it needs to send: a default transport by the installation's settings and, with the embedded
 * mailbox, a domain `<slug>.test` with DKIM keys and a sender on it, so that everything can be tried at once. Also moves
 * the default when the installation's settings changed. Asking twice is fine.
 */
export async function ensureDefaultSending(ctx: Ctx): Promise<void> {
  if (await isReady(ctx)) return;
  await inTransaction(ctx, async (tx) => {
    // One at a time, or two workers would both make a default transport.
    await tx.db.$queryRaw`select id from workspace where id = ${tx.workspaceId}::uuid for update`;
    await ensureTransport(tx);
    if (env.MAILBOX === "embedded") await ensureLocalSender(tx);
  });
}

async function isReady(ctx: Ctx): Promise<boolean> {
  const where = { workspaceId: ctx.workspaceId };
  const transport = await ctx.db.transport.findFirst({
    where: { ...where, isDefault: true, OR: [{ kind: installedKind() }, { configSealed: { not: null } }] },
    select: { id: true },
  });
  if (!transport || env.MAILBOX !== "embedded") return transport !== null;
  return (await ctx.db.sender.count({ where })) > 0;
}

async function ensureTransport(ctx: Ctx): Promise<void> {
  const kind = installedKind();
  const transports = await ctx.db.transport.findMany({ where: { workspaceId: ctx.workspaceId } });
  const own = transports.find((transport) => transport.isDefault && transport.configSealed !== null);
  if (own || transports.some((transport) => transport.kind === kind && transport.isDefault)) return;
  await ctx.db.transport.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { isDefault: false } });
  const existing = transports.find((transport) => transport.kind === kind);
  if (existing) {
    const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: existing.id } };
    await ctx.db.transport.update({ where, data: { isDefault: true } });
    return;
  }
  await ctx.db.transport.create({
    data: {
      workspaceId: ctx.workspaceId,
      id: newId(),
      name: aboutTransport(kind).installedName,
      kind,
      isDefault: true,
      ...(isEmbedded(kind) ? embeddedPace : { maxPerSecond: null, connections: 10 }),
      createdAt: ctx.now(),
    },
  });
}

async function ensureLocalSender(ctx: Ctx): Promise<void> {
  if ((await ctx.db.sender.count({ where: { workspaceId: ctx.workspaceId } })) > 0) return;
  const workspace = await ctx.db.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
  const name = `${workspace.slug}.test`;
  const domain =
    (await ctx.db.sendingDomain.findUnique({ where: { workspaceId_name: { workspaceId: ctx.workspaceId, name } } })) ??
    (await createDomain({ ...ctx, actor: { type: "system", name: "setup" } }, { name }));
  await ctx.db.sender.create({
    data: {
      workspaceId: ctx.workspaceId,
      id: newId(),
      name: workspace.name,
      email: `hello@${name}`,
      domainId: domain.id,
      isDefault: true,
      createdAt: ctx.now(),
    },
  });
}
