import { randomUUID } from "node:crypto";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { env } from "@/lib/base/env";
import { workspaceAddress } from "@/lib/inbound/addresses/workspace-address";
import { processInbound } from "@/lib/inbound/mail/process-inbound";
import { keepInbound } from "@/lib/inbound/mail/store-inbound";
import { formatMailbox } from "@/lib/mail/mime/address";
import { encodeUnstructured } from "@/lib/mail/mime/encoded-words";
import { formatDate } from "@/lib/mail/mime/mime";
import { encodeQuotedPrintable } from "@/lib/mail/mime/quoted-printable";
import { messageIdLeft } from "@/lib/mail/mime/verp";
import { type SampleLetter, sampleLetters } from "./letters";

interface Answered {
  id: string;
  email: string;
  sentAt: Date | null;
  subject: string;
  author: string;
  name: string;
}

/**
 * What people wrote back, as mails that came in: they are read, found to their message and recorded as real ones are. None is passed on,
 * because a workspace with sample data may have a real way out.
 */
export async function seedReplies(ctx: Ctx): Promise<void> {
  for (const [index, letter] of sampleLetters.entries()) {
    const message = await answeredBy(ctx, letter, index);
    if (message) await comesIn(ctx, letter, message);
  }
}

/** Another recipient of the campaign for each letter. */
async function answeredBy(ctx: Ctx, { campaign: name }: SampleLetter, index: number): Promise<Answered | null> {
  const { db, workspaceId } = ctx;
  const campaign = await db.campaign.findFirst({ where: { workspaceId, name, status: "sent" }, select: { id: true } });
  if (!campaign) return null;
  const where = { workspaceId, campaignId: campaign.id };
  const [message, variant] = await Promise.all([
    db.message.findFirst({
      where: { ...where, firstOpenedAt: { not: null }, unsubscribedAt: null, complainedAt: null },
      select: { id: true, email: true, sentAt: true, contactId: true },
      orderBy: { id: "asc" },
      skip: 3 + index,
    }),
    db.campaignVariant.findFirst({ where, select: { subject: true, fromEmail: true } }),
  ]);
  if (!message?.contactId || !variant) return null;
  const contact = await db.contact.findUnique({
    where: { workspaceId_id: { workspaceId, id: message.contactId } },
    select: { firstName: true, lastName: true },
  });
  const person = [contact?.firstName, contact?.lastName].filter(Boolean).join(" ");
  return { ...message, subject: plainSubject(variant.subject), author: variant.fromEmail, name: person };
}

/** As the recipient read it, where a merge tag had a value. */
const plainSubject = (subject: string) => subject.replace(/\{\{[^}]*\}\},?\s*/g, "").trim();

async function comesIn(ctx: Ctx, letter: SampleLetter, message: Answered): Promise<void> {
  const at = new Date((message.sentAt ?? ctx.now()).getTime() + letter.hoursLater * 3_600_000);
  if (at > ctx.now()) return;
  const { workspaceId } = ctx;
  await inTransaction(ctx, async (tx) => {
    const then = { ...tx, now: () => at };
    const envelopeTo = workspaceAddress("replies", workspaceId, env.INBOUND_DOMAIN);
    const raw = mailOf(letter, message, at);
    const { id: inboundId } = await keepInbound(
      then,
      { route: "smtp", envelopeFrom: letter.away ? "" : message.email, envelopeTo, raw },
      { workspaceId, messageId: null },
    );
    await processInbound(then, { inboundId });
    await tx.db.reply.updateMany({
      where: { workspaceId, inboundId },
      data: {
        forward: "none",
        forwardNote: "Sample data is not passed on.",
        ...(letter.handled && { handledAt: new Date(at.getTime() + 5_400_000), handledBy: "Sample data" }),
      },
    });
  });
}

function mailOf({ text, away }: SampleLetter, message: Answered, at: Date): Buffer {
  const answered = `<${messageIdLeft(message.id)}@${message.author.split("@")[1]}>`;
  const subject = away ? `Automatic reply: ${message.subject}` : `Re: ${message.subject}`;
  const name = message.name.split(" ")[0];
  const lines = [
    `From: ${formatMailbox({ name: message.name, address: message.email }, "From: ".length).text}`,
    `To: <${message.author}>`,
    `Subject: ${encodeUnstructured("Subject", subject)}`,
    `Date: ${formatDate(at)}`,
    // One of theirs: what names a message of ours is taken for a copy of it.
    `Message-ID: <${randomUUID()}@${message.email.split("@")[1]}>`,
    `In-Reply-To: ${answered}`,
    `References: ${answered}`,
    ...(away ? ["Auto-Submitted: auto-replied (vacation)"] : []),
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "",
  ];
  const quote = `On ${(message.sentAt ?? at).toUTCString()}, ${message.author} wrote:\n> ${message.subject}\n`;
  const whole = away ? text : `${text}\n\n${name}\n\n${quote}`;
  return Buffer.concat([Buffer.from(lines.join("\r\n")), encodeQuotedPrintable(whole.replaceAll("\n", "\r\n"))]);
}
