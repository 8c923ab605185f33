import { setImmediate as otherWork } from "node:timers/promises";
import type { Ctx } from "@/lib/base/context";
import { newId, publicId } from "@/lib/base/db/ids";
import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { AppError, invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import type { EmailDetails, EmailVia, RecipientRole } from "@/lib/content/links/email-content";
import { plainTextOfHtml } from "@/lib/content/templates/html-text";
import { linksOf } from "@/lib/content/templates/track-links";
import { noteSendsEmails } from "@/lib/sending/emails/queue";
import { WAY_OUT_MARK } from "@/lib/sending/emails/way-out";
import type { AttachedFile } from "./attachment";
import { fillTemplate, type LoadedTemplates, loadTemplates } from "./fill-template";
import { defaultAuthor, modeOf, requireAuthor } from "./require-author";
import { type BatchEmail, type GivenMailbox, MAX_DAYS_AHEAD, type NewEmail } from "./schema";
import { findWritten, type ReadyEmail, type ReadyRecipient, type WrittenMessage, writeEmails } from "./write-emails";

/** A mail that was taken, and its recipients in their order. Ids are public. */
export interface AcceptedEmail {
  id: string;
  messages: { id: string; to: string; status: WrittenMessage["status"]; skipReason: string | null }[];
}

/** Writes what was made ready, in the transaction that it gets; called again it leaves what is there as it is. */
export type Taking<Answer> = (tx: SqlTx) => Promise<Answer>;

/** A mail that is ready to be written together with others. */
export interface ReadyToTake {
  item: ReadyEmail;
  /** `weightOf` it. */
  octets: number;
  answer(written: WrittenMessages): AcceptedEmail;
}

/** What became of the messages, by their ids. */
export type WrittenMessages = ReadonlyMap<string, WrittenMessage>;

/**
 * Makes one mail ready to be taken: once it is written (`takeEmails`) and committed it leaves; call `sayEmailsDue` then. Whatever has to be read
 * or rendered is done before, so that the transaction is short. Throws `invalid` with the field that is wrong.
 */
export async function readyToTake(ctx: Ctx, email: NewEmail, via: EmailVia = "api"): Promise<ReadyToTake> {
  const [item] = await makeReady(ctx, [{ email, files: email.attachments, at: "", via }]);
  if (!item) throw new Error("The mail was not made ready.");
  return { item, octets: weightOf(item), answer: (written) => presentAccepted(item, written) };
}

/**
 * Writes mails that are ready, in the transaction that it gets; nothing of it is there before. Only `again` some may be, by a transaction whose
 * answer was lost: those stay as they are, by the ids that they were made ready with.
 */
export async function takeEmails(
  tx: SqlTx,
  ready: readonly ReadyEmail[],
  now: Date,
  again = false,
): Promise<WrittenMessages> {
  const before = again ? await findWritten(tx, ready) : [];
  const known = new Set(before.map(({ emailId }) => emailId));
  const fresh = ready.filter(({ id }) => !known.has(id));
  const written = fresh.length > 0 ? await writeEmails(tx, fresh, now) : [];
  return new Map([...before, ...written].map((message) => [message.id, message]));
}

/** What a recipient weighs, in octets: of 4 MB that are written at once at most 1,000 are recipients. */
const PER_RECIPIENT = 4_000;

/** About how many octets a mail has, and what its recipients weigh, where several are written at once. */
export function weightOf({ html, text, raw, files, recipients }: ReadyEmail): number {
  const said = (html?.length ?? 0) + text.length + (raw?.length ?? 0);
  return files.reduce((sum, { data }) => sum + data.length, said) + recipients.length * PER_RECIPIENT;
}

/** Makes up to a hundred mails ready to be written, all or none. What is wrong is named by its place: `3.from`. */
export async function prepareEmails(ctx: Ctx, emails: readonly BatchEmail[]): Promise<Taking<AcceptedEmail[]>> {
  const ready = await makeReady(
    ctx,
    emails.map((email, index) => ({ email, files: [], at: `${index}.`, via: "api" })),
  );
  let isTried = false;
  return async (tx) => {
    const again = isTried;
    isTried = true;
    const written = await takeEmails(tx, ready, ctx.now(), again);
    return ready.map((email) => presentAccepted(email, written));
  };
}

interface Given {
  email: BatchEmail;
  files: readonly AttachedFile[];
  /** What stands before the names of its fields. */
  at: string;
  via: EmailVia;
}

async function makeReady(ctx: Ctx, given: readonly Given[]): Promise<ReadyEmail[]> {
  requirePermission(ctx, "emails.send");
  const [authors, templates] = await Promise.all([
    authorsOf(ctx, given),
    loadTemplates(
      ctx,
      given.map(({ email }) => email),
    ),
    requireTopics(ctx, given),
    noteSendsEmails(ctx.workspaceId),
  ]);
  const ready: ReadyEmail[] = [];
  for (const [index, each] of given.entries()) {
    // A hundred that have to be rendered would hold everybody else up for a second.
    if (index > 0) await otherWork();
    ready.push(await readyEmail(ctx, each, { author: authors[index]!, templates }));
  }
  return ready;
}

/** What the answer says of a mail that was written. */
export function presentAccepted({ id, recipients }: ReadyEmail, written: WrittenMessages): AcceptedEmail {
  const messages = recipients.map(({ messageId, email }) => {
    const { status, skipReason } = written.get(messageId) ?? { status: "pending" as const, skipReason: null };
    return { id: publicId("msg", messageId), to: email, status, skipReason };
  });
  return { id: publicId("eml", id), messages };
}

type Author = Pick<GivenMailbox, "name" | "address">;

/** Who each is from; every domain is judged once. */
async function authorsOf(ctx: Ctx, given: readonly Given[]): Promise<Author[]> {
  const fallback = given.some(({ email }) => !email.from) ? await defaultAuthor(ctx) : null;
  const authors = given.map(({ email }): Author => email.from ?? fallback ?? { name: "", address: "" });
  const judged = new Map(authors.map(({ address }, index) => [domainOf(address), { address, index }]));
  await Promise.all(
    [...judged.values()].map(({ address, index }) => requireAuthor(ctx, address, `${given[index]?.at ?? ""}from`)),
  );
  return authors;
}

const domainOf = (address: string) => address.slice(address.lastIndexOf("@") + 1).toLowerCase();

async function requireTopics(ctx: Ctx, given: readonly Given[]): Promise<void> {
  const wanted = [...new Set(given.flatMap(({ email }) => email.topicId ?? []))];
  if (wanted.length === 0) return;
  const lists = await ctx.db.list.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: wanted } },
    select: { id: true },
  });
  const found = new Set(lists.map(({ id }) => id));
  for (const { email, at } of given) {
    if (email.topicId && !found.has(email.topicId))
      throw invalid("There is no such list.", { [`${at}topicId`]: "There is no such list." });
  }
}

interface Grounds {
  author: Author;
  templates: LoadedTemplates;
}

async function readyEmail(
  ctx: Ctx,
  { email, files, at, via }: Given,
  { author, templates }: Grounds,
): Promise<ReadyEmail> {
  const { html, text, subject, ...made } = email.template
    ? await contentOf(templates, email, at)
    : await ownContent(email, at);
  const tracksClicks = email.trackClicks && html !== null;
  return {
    id: newId(),
    mode: modeOf(ctx),
    apiKeyId: ctx.actor.type === "key" ? ctx.actor.keyId : null,
    fromName: author.name,
    fromEmail: author.address,
    ...{ subject, html, text, ...made },
    details: detailsOf(email, tracksClicks && html !== null ? linksOf(html).filter((url) => url !== WAY_OUT_MARK) : []),
    tags: Object.fromEntries(email.tags.map(({ name, value }) => [name, value])),
    listId: email.topicId ?? null,
    trackOpens: email.trackOpens && html !== null,
    trackClicks: tracksClicks,
    scheduledAt: dueAt(ctx, email.scheduledAt, at),
    resendOf: null,
    ...{ via, raw: null },
    files,
    recipients: recipientsOf(email),
  };
}

/** What a program wrote itself. */
async function ownContent({ html: given, text, subject = "" }: BatchEmail, at: string) {
  const html = given?.trim() ? given : null;
  const words = text ?? (await textOf(html ?? "", at));
  return { html, text: words, subject, templateId: null, templateVersion: null };
}

/** What a published template makes of its values. */
async function contentOf(templates: LoadedTemplates, email: BatchEmail, at: string) {
  const { subject, html, text, ...made } = await fillTemplate(templates, email, at);
  return { html, text, subject: email.subject ?? subject, ...made };
}

async function textOf(html: string, at: string): Promise<string> {
  try {
    return await plainTextOfHtml(html);
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid")
      throw invalid(error.message, { [`${at}html`]: error.message });
    throw error;
  }
}

/** The time, when it is still to come. */
function dueAt(ctx: Ctx, scheduledAt: Date | undefined, at: string): Date | null {
  if (!scheduledAt || scheduledAt <= ctx.now()) return null;
  requireSoon(ctx, scheduledAt, `${at}scheduledAt`);
  return scheduledAt;
}

/** Throws `invalid` for a time that is too far ahead. */
export function requireSoon(ctx: Ctx, time: Date, field: string): void {
  const last = new Date(ctx.now().getTime() + MAX_DAYS_AHEAD * 86_400_000);
  const text = `A mail can be scheduled at most ${MAX_DAYS_AHEAD} days ahead.`;
  if (time > last) throw invalid(text, { [field]: text });
}

function detailsOf({ to, cc, replyTo, headers }: BatchEmail, links: string[]): EmailDetails {
  const shown = (people: readonly GivenMailbox[]) => people.map(({ name, address }) => ({ name, address }));
  return {
    ...{ to: shown(to), cc: shown(cc), replyTo: shown(replyTo), links },
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
  };
}

/** Each address once, by the first header that names it. */
function recipientsOf({ to, cc, bcc }: BatchEmail): ReadyRecipient[] {
  const found = new Map<string, ReadyRecipient>();
  const add = (role: RecipientRole, people: readonly GivenMailbox[]) => {
    for (const { address, normalized, domain } of people) {
      if (found.has(normalized)) continue;
      const recipient = { messageId: newId(), role, email: address, emailNormalized: normalized, emailDomain: domain };
      found.set(normalized, recipient);
    }
  };
  add("to", to);
  add("cc", cc);
  add("bcc", bcc);
  return [...found.values()];
}
