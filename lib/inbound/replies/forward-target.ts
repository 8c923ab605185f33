import type { Ctx } from "@/lib/base/context";
import type { Reply } from "@/lib/base/db/generated/client";
import { ourAddress } from "@/lib/inbound/addresses/our-address";

export interface ForwardTarget {
  to: string;
  /** Who the forwarded mail is from: the author of the message that was answered. */
  author: { name: string; email: string };
}

/**
 * Where a person's answer is passed on to: the workspace's own choice, else the reply address of the message's author, else the author's
 * address. Addresses that come back to us are passed over. In words where there is none.
 */
export async function forwardTarget(ctx: Ctx, reply: Reply): Promise<ForwardTarget | { problem: string }> {
  const author = await repliedAuthor(ctx, reply);
  if (!author) return { problem: "The workspace has no sender to pass it on for." };
  const settings = await ctx.db.inboundSetting.findUnique({ where: { workspaceId: ctx.workspaceId } });
  const candidates = [settings?.forwardTo, author.replyTo, author.email].filter((each): each is string =>
    Boolean(each),
  );
  for (const to of candidates) {
    const own = await ourAddress(to);
    if (own && own.as !== "sender") continue;
    if (to.toLowerCase() === reply.fromEmail.toLowerCase()) return { problem: `It came from ${to} itself.` };
    if (await isReadHere(ctx, reply, to)) return { problem: `It came by the mailbox of ${to}, where it is already.` };
    return { to, author };
  }
  return { problem: "Every address it could be passed on to comes back here. Set one under Settings, Inbound mail." };
}

export interface Author {
  name: string;
  email: string;
  replyTo: string | null;
}

/** Who speaks for the workspace to this person: the author of the message that was answered, else the default sender. */
export async function repliedAuthor(ctx: Ctx, reply: Pick<Reply, "messageId" | "campaignId">): Promise<Author | null> {
  return (await authorOf(ctx, reply)) ?? (await defaultSender(ctx));
}

async function authorOf(
  ctx: Ctx,
  { messageId, campaignId }: Pick<Reply, "messageId" | "campaignId">,
): Promise<Author | null> {
  if (!messageId) return null;
  const { workspaceId } = ctx;
  const message = await ctx.db.message.findUnique({
    where: { workspaceId_id: { workspaceId, id: messageId } },
    select: { variantId: true },
  });
  const where = message?.variantId
    ? { workspaceId, id: message.variantId }
    : campaignId
      ? { workspaceId, campaignId }
      : null;
  const variant = where && (await ctx.db.campaignVariant.findFirst({ where }));
  return variant && { name: variant.fromName, email: variant.fromEmail, replyTo: variant.replyTo };
}

async function defaultSender(ctx: Ctx): Promise<Author | null> {
  const sender = await ctx.db.sender.findFirst({
    where: { workspaceId: ctx.workspaceId },
    orderBy: [{ isDefault: "desc" }, { createdAt: "asc" }],
  });
  return sender && { name: sender.name, email: sender.email, replyTo: sender.replyTo };
}

/** A polled mailbox whose owner would get their own mail again. */
async function isReadHere(ctx: Ctx, reply: Reply, to: string): Promise<boolean> {
  const inbound = await ctx.db.inboundMessage.findFirst({
    where: { id: reply.inboundId, workspaceId: ctx.workspaceId },
    select: { mailboxId: true },
  });
  if (!inbound?.mailboxId) return false;
  const mailbox = await ctx.db.inboundMailbox.findUnique({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: inbound.mailboxId } },
    select: { username: true },
  });
  return mailbox?.username.toLowerCase() === to.toLowerCase();
}
