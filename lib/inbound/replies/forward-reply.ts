import type { Ctx } from "@/lib/base/context";
import type { Reply } from "@/lib/base/db/generated/client";
import { AppError } from "@/lib/base/errors";
import { escapeHtml } from "@/lib/base/html/escape-html";
import { workspaceAddress } from "@/lib/inbound/addresses/workspace-address";
import { composeForward } from "@/lib/inbound/replies/compose-forward";
import { type ForwardTarget, forwardTarget } from "@/lib/inbound/replies/forward-target";
import { dkimSignatures } from "@/lib/mail/dkim/dkim";
import { plainMailbox, wireAddress } from "@/lib/mail/mime/address";
import { toRawMessage } from "@/lib/mail/mime/mime";
import { addressesIn } from "@/lib/mail/read/fields";
import { readMail } from "@/lib/mail/read/read-mail";
import { storableText } from "@/lib/mail/read/storable-text";
import type { OutgoingMessage, TransportOutcome } from "@/lib/mail/transport";
import { handOverOne } from "@/lib/sending/engine/hand-over";
import { loadIdentity } from "@/lib/sending/engine/mail-identity";
import { judgeAuthor } from "@/lib/sending/engine/may-leave";
import { chooseTransport } from "@/lib/sending/transports/choose-transport";
import { type OpenTransport, openWorkspaceTransport } from "@/lib/sending/transports/workspace-transport";

/**
 * Passes a person's answer on, at most once: it is marked before it leaves, and when its fate stays unknown it is never sent again. Throws
 * `unavailable` when there is no way out just now, so that the job tries later. What may not leave is kept, with the reason.
 */
export async function forwardReply(
  ctx: Ctx,
  { replyId }: { replyId: string },
  open: OpenTransport = openWorkspaceTransport,
): Promise<void> {
  const where = { workspaceId: ctx.workspaceId, id: replyId };
  const reply = await ctx.db.reply.findFirst({ where: { ...where, forward: { in: ["waiting", "sending"] } } });
  if (!reply) return;
  if (reply.forward === "sending") {
    // The process that had it in hand ended before it knew.
    const forwardNote = "Handed over, but the answer never came. It may have arrived, so it is not sent again.";
    await move(ctx, replyId, ["sending"], { forward: "unconfirmed", forwardNote });
    return;
  }
  const keep = (why: string) => move(ctx, replyId, ["waiting"], { forward: "none", forwardNote: why });
  const target = await forwardTarget(ctx, reply);
  if ("problem" in target) return void (await keep(target.problem));
  const choice = await chooseTransport(ctx, { pinned: null, key: reply.id });
  if ("refusal" in choice && choice.refusal) return void (await keep(choice.refusal.text));
  if (!("transport" in choice)) throw new AppError("unavailable", "hold" in choice ? choice.hold : choice.reason);
  const refusal = await judgeAuthor(ctx, choice.transport, target.author.email);
  if (refusal) return void (await keep(refusal.text));
  const message = await compose(ctx, reply, target);
  if (!(await move(ctx, replyId, ["waiting"], { forward: "sending", forwardTo: target.to }))) return;
  const way = { row: choice.transport, transport: open(choice.transport) };
  const outcome = await handOverOne(ctx, way, message);
  await settle(ctx, replyId, outcome);
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
  const references = [mail.header("references"), mail.header("in-reply-to"), mail.header("message-id")];
  const composed = composeForward({
    id: reply.id,
    domain: identity.domain,
    from,
    to: { address: to },
    replyTo,
    subject: reply.subject || "(no subject)",
    text,
    references: addressesIn(references.filter(Boolean).join(" "), 20),
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

const inHand = ["sending", "unconfirmed"];

/** Never handed over: waits for the next try. Deferred counts as not taken, so it waits as well. */
async function settle(ctx: Ctx, replyId: string, outcome: TransportOutcome): Promise<void> {
  const note = storableText(outcome.text, 500);
  switch (outcome.result) {
    case "accepted":
      await move(ctx, replyId, inHand, { forward: "forwarded", forwardNote: note, forwardedAt: ctx.now() });
      return;
    case "refused":
      await move(ctx, replyId, inHand, { forward: "failed", forwardNote: note });
      return;
    case "unconfirmed":
      await move(ctx, replyId, inHand, { forward: "unconfirmed", forwardNote: note });
      return;
    default:
      await move(ctx, replyId, inHand, { forward: "waiting", forwardNote: note });
      throw new AppError("unavailable", outcome.text);
  }
}

type Change = Partial<Pick<Reply, "forward" | "forwardTo" | "forwardNote" | "forwardedAt">>;

async function move(ctx: Ctx, id: string, from: readonly string[], data: Change): Promise<boolean> {
  const where = { workspaceId: ctx.workspaceId, id, forward: { in: [...from] } };
  const { count } = await ctx.db.reply.updateMany({ where, data });
  return count > 0;
}
