import { createHash } from "node:crypto";
import { publicId } from "@/lib/base/db/ids";
import { inPgTransaction } from "@/lib/base/db/pg-transaction";
import { carryOutOnce } from "@/lib/edges/api/idempotency";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { prepareEmail, type Taking } from "@/lib/emails/accept-emails";
import { prepareSubmitted } from "@/lib/emails/accept-submitted";
import { NewEmail } from "@/lib/emails/schema";
import { type ReadyEmail, writeEmails } from "@/lib/emails/write-emails";
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
  if (template) return takeAlone(ctx, submission, (asked) => prepareTemplate(asked, submission));
  if (idempotencyKey !== null) return takeAlone(ctx, submission, (asked) => prepareAlone(asked, submission));
  const ready = await prepareSubmitted(ctx, submission.mail);
  await buffer.add(ctx.workspaceId, ready);
  return { id: publicId("eml", ready.id), replayed: false };
}

type Prepare = (ctx: KeyCtx) => Promise<Taking<{ id: string }>>;

/** In a transaction of its own, once where a key for that was given. */
async function takeAlone(ctx: KeyCtx, submission: Submission, prepare: Prepare): Promise<TakenMail> {
  const key = onceKey(submission);
  const answeredBy = async (asked: KeyCtx) => {
    const take = await prepare(asked);
    return async (tx: Parameters<typeof take>[0]) => ({ status: 250, body: (await take(tx)).id });
  };
  const alone = async (asked: KeyCtx) => inPgTransaction(asked.workspaceId, await answeredBy(asked), { byKey: true });
  const once = { key, operationId: OPERATION, overNetwork: false, showsSecret: false, request: sameMail(submission) };
  const { body: id, replayed } = await carryOutOnce(ctx, once, alone, answeredBy);
  if (!replayed) sayEmailsDue(ctx.workspaceId);
  return { id, replayed };
}

async function prepareAlone(ctx: KeyCtx, { mail }: Submission): Promise<Taking<{ id: string }>> {
  const ready: ReadyEmail = await prepareSubmitted(ctx, mail);
  return async (tx) => {
    await writeEmails(tx, [ready], ctx.now());
    return { id: publicId("eml", ready.id) };
  };
}

/** A template in place of what the mail says: then it is composed here, as a call of the API would have it. */
async function prepareTemplate(ctx: KeyCtx, { mail, controls }: Submission): Promise<Taking<{ id: string }>> {
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
  return prepareEmail(ctx, email, "smtp");
}

/**
 * One key, once for the same recipients: a mail server hands a mail to many on in parts, each with the same headers. `message-id` stands for the
 * mail's own: libraries keep it when they try again.
 */
function onceKey({ controls: { idempotencyKey }, messageId, mail }: Submission): string | null {
  if (idempotencyKey === null) return null;
  const name = idempotencyKey.toLowerCase() === "message-id" ? `message-id ${messageId}` : `key ${idempotencyKey}`;
  const hash = createHash("sha256").update(name);
  for (const recipient of mail.recipients.map(({ normalized }) => normalized).sort()) hash.update(`\0${recipient}`);
  return `smtp:${hash.digest("base64url")}`;
}

/** What makes a mail another one under the same key: not its boundaries and its Date, which a program makes anew at each try. */
const sameMail = ({ mail }: Submission): string[] => [mail.author.address, mail.subject];
