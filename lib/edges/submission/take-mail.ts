import { createHash } from "node:crypto";
import { publicId } from "@/lib/base/db/ids";
import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { callOf, carryOutPrepared } from "@/lib/edges/api/idempotency";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { readyToTake, takeEmails } from "@/lib/emails/accept-emails";
import { prepareSubmitted } from "@/lib/emails/accept-submitted";
import { NewEmail } from "@/lib/emails/schema";
import type { ReadyEmail } from "@/lib/emails/write-emails";
import { plainMailbox } from "@/lib/mail/mime/address";
import { sayEmailsDue } from "@/lib/sending/emails/queue";
import type { AcceptBuffer } from "./accept-group";
import { type Handed, readSubmission, type Submission } from "./read-submission";

/** A mail that is committed. */
export interface TakenMail {
  /** Public id. */
  id: string;
  /** It came before, with the same key for doing it once. */
  replayed: boolean;
}

/** Under this name answers of submissions are kept. */
const OPERATION = "submitEmail";

/** Takes one mail of a session: when it resolves it is committed. Throws a Refusal, or what `asRefusal` makes one of. */
export async function takeMail(ctx: KeyCtx, handed: Handed, buffer: AcceptBuffer): Promise<TakenMail> {
  const submission = readSubmission(handed);
  const { idempotencyKey, template } = submission.controls;
  const prepare = (asked: KeyCtx) =>
    template ? readyTemplate(asked, submission) : prepareSubmitted(asked, submission.mail);
  if (idempotencyKey !== null) return takeOnce(ctx, submission, onceKey(submission, idempotencyKey), prepare);
  const ready = await prepare(ctx);
  await buffer.add(ctx.workspaceId, ready);
  return { id: publicId("eml", ready.id), replayed: false };
}

type Prepare = (ctx: KeyCtx) => Promise<ReadyEmail>;

/** In a transaction of its own, with the key by which it is done once. */
async function takeOnce(ctx: KeyCtx, submission: Submission, key: string, prepare: Prepare): Promise<TakenMail> {
  const call = callOf(key, { operationId: OPERATION, showsSecret: false, request: sameMail(submission) });
  const { body: id, replayed } = await carryOutPrepared(ctx, call, async (asked) => {
    const ready = await prepare(asked);
    return async (tx: SqlTx) => {
      await takeEmails(tx, [ready], asked.now());
      return { status: 250, body: publicId("eml", ready.id) };
    };
  });
  if (!replayed) sayEmailsDue(ctx.workspaceId);
  return { id, replayed };
}

/** A template in place of what the mail says: then it is composed here, as a call of the API would have it. */
async function readyTemplate(ctx: KeyCtx, { mail, controls }: Submission): Promise<ReadyEmail> {
  const { template, variables, topicId, scheduledAt, trackOpens, trackClicks } = controls;
  const named = (role: string) =>
    mail.recipients.filter((recipient) => recipient.role === role).map(({ address }) => address);
  const idOf = topicId === null ? {} : { topicId: publicId("lst", topicId) };
  const which = template && ("id" in template ? { id: publicId("tpl", template.id) } : template);
  const email = NewEmail.parse({
    from: plainMailbox(mail.author),
    ...{ to: named("to"), cc: named("cc"), bcc: named("bcc") },
    replyTo: mail.replyTo.map(plainMailbox),
    ...(mail.subject.trim() !== "" && { subject: mail.subject }),
    template: { ...which, variables },
    ...{ tags: mail.tags, trackOpens, trackClicks, ...idOf },
    ...(scheduledAt && { scheduledAt: scheduledAt.toISOString() }),
  });
  return (await readyToTake(ctx, email, "smtp")).item;
}

/**
 * One key, once for the same recipients: a mail server hands a mail to many on in parts, each with the same headers. `message-id` stands for the
 * mail's own: libraries keep it when they try again.
 */
function onceKey({ messageId, mail }: Submission, idempotencyKey: string): string {
  const name = idempotencyKey.toLowerCase() === "message-id" ? `message-id ${messageId}` : `key ${idempotencyKey}`;
  const hash = createHash("sha256").update(name);
  for (const recipient of mail.recipients.map(({ normalized }) => normalized).sort()) hash.update(`\0${recipient}`);
  return `smtp:${hash.digest("base64url")}`;
}

/** What makes a mail another one under the same key: not its boundaries and its Date, which a program makes anew at each try. */
const sameMail = ({ mail }: Submission): string[] => [mail.author.address, mail.subject];
