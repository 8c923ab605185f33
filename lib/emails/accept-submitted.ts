import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import type { RecipientRole } from "@/lib/content/links/email-content";
import { noteSendsEmails } from "@/lib/sending/emails/queue";
import { requireSoon } from "./accept-emails";
import { modeOf, requireAuthor } from "./require-author";
import type { GivenMailbox } from "./schema";
import type { ReadyEmail } from "./write-emails";

type NamedMailbox = Pick<GivenMailbox, "name" | "address">;

/** A mail that its program composed, read as far as it has to be known. */
export interface SubmittedMail {
  /** As it is passed on, but for what is each recipient's own. */
  raw: Buffer;
  author: NamedMailbox;
  /** Who its headers name. */
  to: readonly NamedMailbox[];
  cc: readonly NamedMailbox[];
  replyTo: readonly NamedMailbox[];
  subject: string;
  /** Addresses that cannot be read in `raw` as it stands, so that they are found when somebody has to be forgotten. */
  text: string;
  /** Where its links lead; none where clicks are not tracked. */
  links: readonly string[];
  tags: readonly { name: string; value: string }[];
  topicId: string | null;
  trackOpens: boolean;
  trackClicks: boolean;
  scheduledAt: Date | null;
  /** Who the envelope names, each once. */
  recipients: readonly (GivenMailbox & { role: RecipientRole })[];
}

/**
 * Makes such a mail ready to be written: `writeEmails` takes it, and it leaves once that is committed and `sayEmailsDue` called. Throws
 * `invalid` with the field that is wrong, `unavailable` where nothing may leave at all.
 */
export async function prepareSubmitted(ctx: Ctx, mail: SubmittedMail): Promise<ReadyEmail> {
  requirePermission(ctx, "emails.send");
  await Promise.all([
    requireKnownAuthor(ctx, mail.author.address),
    requireTopic(ctx, mail.topicId),
    noteSendsEmails(ctx.workspaceId),
  ]);
  const later = mail.scheduledAt !== null && mail.scheduledAt > ctx.now() ? mail.scheduledAt : null;
  if (later) requireSoon(ctx, later, "scheduledAt");
  const { author, to, cc, replyTo, links, tags, topicId, recipients, ...kept } = mail;
  return {
    ...kept,
    id: newId(),
    mode: modeOf(ctx),
    apiKeyId: ctx.actor.type === "key" ? ctx.actor.keyId : null,
    ...{ fromName: author.name, fromEmail: author.address, html: null, via: "smtp" },
    details: { to: [...to], cc: [...cc], replyTo: [...replyTo], headers: [], links: [...links] },
    tags: Object.fromEntries(tags.map(({ name, value }) => [name, value])),
    ...{ listId: topicId, templateId: null, templateVersion: null, scheduledAt: later, resendOf: null, files: [] },
    recipients: recipients.map(({ role, address, normalized, domain }) => ({
      messageId: newId(),
      ...{ role, email: address, emailNormalized: normalized, emailDomain: domain },
    })),
  };
}

/** Mails of one author come by the thousand, and the gate judges each again when it leaves. */
const JUDGED_MS = 1_000;
const judged = new BoundedCache<Promise<void>>({ max: 10_000 });

function requireKnownAuthor(ctx: Ctx, author: string): Promise<void> {
  const { workspaceId, actor } = ctx;
  const who = actor.type === "key" ? actor.keyId : actor.type;
  const line = `${workspaceId}/${who}/${author.slice(author.lastIndexOf("@") + 1)}`;
  return remember(judged, line, () => requireAuthor(ctx, author, "from"), JUDGED_MS);
}

async function requireTopic({ db, workspaceId }: Ctx, id: string | null): Promise<void> {
  if (id === null) return;
  const list = await db.list.findUnique({ where: { workspaceId_id: { workspaceId, id } }, select: { id: true } });
  if (!list) throw invalid("There is no such list.", { topicId: "There is no such list." });
}
