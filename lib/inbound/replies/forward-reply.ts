import type { Ctx } from "@/lib/base/context";
import type { Reply } from "@/lib/base/db/generated/client";
import { escapeHtml } from "@/lib/base/html/escape-html";
import { workspaceAddress } from "@/lib/inbound/addresses/workspace-address";
import { composeForward } from "@/lib/inbound/replies/compose-forward";
import { type ForwardTarget, forwardTarget } from "@/lib/inbound/replies/forward-target";
import { handOverOnce, type OnceMail, type OnceState } from "@/lib/inbound/replies/hand-over-once";
import type { ForwardState } from "@/lib/inbound/replies/schema";
import { threadOf } from "@/lib/inbound/replies/thread";
import { dkimSignatures } from "@/lib/mail/dkim/dkim";
import { plainMailbox, wireAddress } from "@/lib/mail/mime/address";
import { toRawMessage } from "@/lib/mail/mime/mime";
import { readMail } from "@/lib/mail/read/read-mail";
import type { OutgoingMessage } from "@/lib/mail/transport";
import { loadIdentity } from "@/lib/sending/engine/mail-identity";
import type { OpenTransport } from "@/lib/sending/transports/workspace-transport";

/**
 * Passes a person's answer on, at most once; see `handOverOnce`. Throws `unavailable` when there is no way out just now, so that the job
 * tries later. What may not leave is kept, with the reason.
 */
export async function forwardReply(ctx: Ctx, { replyId }: { replyId: string }, open?: OpenTransport): Promise<void> {
  const where = { workspaceId: ctx.workspaceId, id: replyId };
  const reply = await ctx.db.reply.findFirst({ where: { ...where, forward: { in: ["waiting", "sending"] } } });
  if (!reply) return;
  const target = await forwardTarget(ctx, reply);
  const state = reply.forward === "sending" ? "sending" : "waiting";
  if ("problem" in target) {
    await markOf(ctx, replyId, null)([state], state === "sending" ? "unconfirmed" : "kept", target.problem);
    return;
  }
  const { author, to } = target;
  const mark = markOf(ctx, replyId, to);
  await handOverOnce(ctx, { id: reply.id, state, author, mark, compose: () => compose(ctx, reply, target) }, open);
}

/** Leaves a reply that found no way out to a person, with the reason. */
export async function keepReply(ctx: Ctx, { replyId, why }: { replyId: string; why: string }): Promise<void> {
  await markOf(ctx, replyId, null)(["waiting"], "kept", why);
}

async function compose(ctx: Ctx, reply: Reply, { to, author }: ForwardTarget): Promise<OutgoingMessage> {
  const inbound = await ctx.db.inboundMessage.findFirstOrThrow({
    where: { id: reply.inboundId, workspaceId: ctx.workspaceId },
    select: { raw: true },
  });
  const identity = await loadIdentity(ctx, { fromName: author.name, fromEmail: author.email, replyTo: null });
  const mail = readMail(inbound.raw);
  const who = reply.fromName || reply.fromEmail;
  const from = { name: `${who} via ${author.name}`.slice(0, 100), address: author.email };
  const replyTo = { name: reply.fromName, address: reply.fromEmail };
  const text = `${mail.text.trim() || "(no text)"}\n\n--\n${who} <${reply.fromEmail}> answered one of your mails. Answers to this mail go to them.\n`;
  const composed = composeForward({
    id: reply.id,
    domain: identity.domain,
    from,
    to: { address: to },
    replyTo,
    subject: reply.subject || "(no subject)",
    text,
    references: threadOf(mail),
    loopMark: workspaceAddress("replies", ctx.workspaceId, identity.returnPathHost),
    date: ctx.now(),
    original: inbound.raw,
  });
  const signatures = await dkimSignatures(composed, identity.keys, ctx.now());
  const recipient = wireAddress(to).address;
  return {
    id: reply.id,
    envelopeFrom: workspaceAddress("forwards", ctx.workspaceId, identity.returnPathHost),
    envelopeTo: recipient,
    raw: toRawMessage(composed, signatures),
    smtpUtf8: composed.smtpUtf8,
    parts: () => ({
      from: plainMailbox(from),
      to: recipient,
      replyTo: plainMailbox(replyTo),
      subject: reply.subject || "(no subject)",
      html: `<pre style="font:inherit;white-space:pre-wrap">${escapeHtml(text)}</pre>`,
      text,
      headers: {
        "Auto-Submitted": "auto-generated",
        "X-Loop": workspaceAddress("replies", ctx.workspaceId, identity.returnPathHost),
      },
    }),
  };
}

const stored: Readonly<Record<OnceState, ForwardState>> = {
  waiting: "waiting",
  sending: "sending",
  done: "forwarded",
  kept: "none",
  failed: "failed",
  unconfirmed: "unconfirmed",
};

function markOf(ctx: Ctx, id: string, forwardTo: string | null): OnceMail["mark"] {
  return async (from, to, note) => {
    const where = { workspaceId: ctx.workspaceId, id, forward: { in: from.map((state) => stored[state]) } };
    const data = {
      forward: stored[to],
      ...(note !== null && { forwardNote: note }),
      ...(to === "sending" && { forwardTo }),
      ...(to === "done" && { forwardedAt: ctx.now() }),
    };
    const { count } = await ctx.db.reply.updateMany({ where, data });
    return count > 0;
  };
}
