import type { Ctx } from "@/lib/base/context";
import type { Reply, ReplyAnswer } from "@/lib/base/db/generated/client";
import { escapeHtml } from "@/lib/base/html/escape-html";
import { workspaceAddress } from "@/lib/inbound/addresses/workspace-address";
import { composeAnswer, quoted } from "@/lib/inbound/replies/compose-answer";
import { repliedAuthor } from "@/lib/inbound/replies/forward-target";
import { handOverOnce, type OnceMail, type OnceState } from "@/lib/inbound/replies/hand-over-once";
import { answerProblem } from "@/lib/inbound/replies/may-answer";
import { moveAnswer } from "@/lib/inbound/replies/move-answer";
import type { AnswerStatus } from "@/lib/inbound/replies/schema";
import { threadOf } from "@/lib/inbound/replies/thread";
import { dkimSignatures } from "@/lib/mail/dkim/dkim";
import { plainMailbox, wireAddress } from "@/lib/mail/mime/address";
import { toRawMessage } from "@/lib/mail/mime/mime";
import { readMail } from "@/lib/mail/read/read-mail";
import type { OutgoingMessage } from "@/lib/mail/transport";
import { loadIdentity } from "@/lib/sending/engine/mail-identity";
import type { OpenTransport } from "@/lib/sending/transports/workspace-transport";

/** Longest text of theirs that is quoted below an answer. */
const maxQuoted = 20_000;

/**
 * Sends an answer, at most once; see `handOverOnce`. Whether its recipient may be mailed is asked once more. Throws `unavailable` when there
 * is no way out just now, so that the job tries later.
 */
export async function sendAnswer(ctx: Ctx, { answerId }: { answerId: string }, open?: OpenTransport): Promise<void> {
  const answer = await ctx.db.replyAnswer.findFirst({
    where: { workspaceId: ctx.workspaceId, id: answerId, status: { in: ["waiting", "sending"] } },
    include: { reply: true },
  });
  if (!answer) return;
  const mark = markOf(ctx, answerId);
  const state = answer.status === "sending" ? "sending" : "waiting";
  const problem = state === "waiting" ? await answerProblem(ctx, answer.reply) : null;
  if (problem) return void (await mark(["waiting"], "kept", problem));
  const author = { email: answer.fromEmail };
  await handOverOnce(ctx, { id: answerId, state, author, mark, compose: () => compose(ctx, answer) }, open);
}

async function compose(ctx: Ctx, answer: ReplyAnswer & { reply: Reply }): Promise<OutgoingMessage> {
  const { reply, fromName, fromEmail, subject } = answer;
  const inbound = await ctx.db.inboundMessage.findFirst({
    where: { id: reply.inboundId, workspaceId: ctx.workspaceId },
    select: { raw: true },
  });
  const theirs = readMail(inbound?.raw ?? new Uint8Array());
  const replyTo = (await repliedAuthor(ctx, reply))?.replyTo ?? null;
  const identity = await loadIdentity(ctx, { fromName, fromEmail, replyTo });
  const who = reply.fromName || reply.fromEmail;
  const text = quoted(answer.text, { text: theirs.text.slice(0, maxQuoted), who, at: reply.receivedAt });
  const composed = composeAnswer({
    id: answer.id,
    domain: identity.domain,
    from: identity.from,
    to: { name: reply.fromName, address: answer.toEmail },
    replyTo: identity.replyTo,
    subject,
    text,
    thread: threadOf(theirs),
    sentAt: ctx.now(),
  });
  const signatures = await dkimSignatures(composed, identity.keys, ctx.now());
  const recipient = wireAddress(answer.toEmail).address;
  return {
    id: answer.id,
    envelopeFrom: workspaceAddress("forwards", ctx.workspaceId, identity.returnPathHost),
    envelopeTo: recipient,
    raw: toRawMessage(composed, signatures),
    smtpUtf8: composed.smtpUtf8,
    parts: () => ({
      from: plainMailbox(identity.from),
      to: recipient,
      ...(identity.replyTo && { replyTo: plainMailbox(identity.replyTo) }),
      subject,
      html: `<pre style="font:inherit;white-space:pre-wrap">${escapeHtml(text)}</pre>`,
      text,
      headers: threadHeaders(composed.headers),
    }),
  };
}

/** What keeps it in its thread, for providers that make the headers themselves. */
function threadHeaders(headers: string): Record<string, string> {
  const lines = headers.replace(/\r\n /g, " ").split("\r\n");
  const found = lines.flatMap((line) => {
    const name = ["In-Reply-To", "References"].find((each) => line.startsWith(`${each}: `));
    return name ? [[name, line.slice(name.length + 2)] as const] : [];
  });
  return Object.fromEntries(found);
}

const stored: Readonly<Record<OnceState, AnswerStatus>> = {
  waiting: "waiting",
  sending: "sending",
  done: "sent",
  kept: "failed",
  failed: "failed",
  unconfirmed: "unconfirmed",
};

const markOf =
  (ctx: Ctx, id: string): OnceMail["mark"] =>
  (from, to, note) =>
    moveAnswer(ctx, { id, from: from.map((state) => stored[state]), to: stored[to], note });
