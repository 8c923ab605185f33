import { createHash } from "node:crypto";
import addressparser from "nodemailer/lib/addressparser";
import { notify } from "@/lib/account/notifications/notify";
import { toldInAll } from "@/lib/account/notifications/translations";
import { parseEmailAddress } from "@/lib/base/addresses/email-address";
import type { Ctx } from "@/lib/base/context";
import type { InboundMessage } from "@/lib/base/db/generated/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { enqueue } from "@/lib/base/jobs/define-job";
import { ownWords } from "@/lib/base/text/own-words";
import { workspacePath } from "@/lib/client/paths";
import type { AutomaticReport, InboundReport, ReplyReport } from "@/lib/feedback/parse/report-types";
import type { FoundMessage } from "@/lib/inbound/feedback/find-message";
import { forwardReplyJob } from "@/lib/inbound/replies/forward-job";
import { mayForward } from "@/lib/inbound/replies/may-forward";
import { inLanguage } from "@/lib/language/server";
import { t } from "@/lib/language/t";
import { decodeWords } from "@/lib/mail/read/mime-tree";
import { type ReceivedMail, readMail } from "@/lib/mail/read/read-mail";
import { storableText } from "@/lib/mail/read/storable-text";

/** What becomes a reply: the answer of a person, or of a program that speaks for them. */
export function isReply(report: InboundReport): report is ReplyReport | AutomaticReport {
  return report.type === "reply" || report.type === "auto-reply";
}

export interface NewReply {
  inbound: Pick<InboundMessage, "id" | "raw" | "receivedAt" | "envelopeFrom" | "route" | "mailboxId">;
  report: ReplyReport | AutomaticReport;
  message: { id: string; foundBy: FoundMessage["by"] } | null;
}

/**
 * Keeps an answer beside the message it answers, tells the workspace, and has it passed on when it is a person's. Runs in the caller's
 * transaction. The same answer by a second route is known by its Message-ID and changes nothing.
 */
export async function recordReply(tx: Ctx, { inbound, report, message }: NewReply): Promise<void> {
  const mail = readMail(inbound.raw);
  const from = authorOf(mail, report);
  const about = message && (await messageOf(tx, message.id));
  const person = report.type === "reply";
  const id = newId();
  const forwarding = person ? await mayForward(tx, { from: from.email, nullSender: isNull(inbound) }) : null;
  const { count } = await tx.db.reply.createMany({
    data: {
      workspaceId: tx.workspaceId,
      id,
      inboundId: inbound.id,
      messageId: message?.id ?? null,
      campaignId: about?.campaignId ?? about?.testCampaignId ?? null,
      contactId: about?.contactId ?? (await contactOf(tx, from.email)),
      kind: person ? "person" : "automatic",
      flavour: person ? null : report.flavour,
      foundBy: message?.foundBy ?? null,
      fromName: storableText(from.name, 200),
      fromEmail: storableText(from.email, 320),
      subject: storableText(report.subject, 500),
      preview: storableText(ownWords(mail.text), 2000),
      attachments: attachmentsOf(mail),
      dedupeKey: dedupeKeyOf(mail, inbound.raw),
      receivedAt: inbound.receivedAt,
      forward: forwarding === null || forwarding.reason ? "none" : "waiting",
      forwardNote: forwarding?.reason ?? null,
    },
    skipDuplicates: true,
  });
  if (count === 0 || !person) return;
  if (!forwarding?.reason) await enqueue(tx, forwardReplyJob, { workspaceId: tx.workspaceId, replyId: id });
  await tell(tx, id, from, report.subject);
}

function isNull({ route, envelopeFrom }: NewReply["inbound"]): boolean {
  return route === "smtp" && envelopeFrom === "";
}

function authorOf(mail: ReceivedMail, report: ReplyReport | AutomaticReport): { name: string; email: string } {
  const [first] = addressparser(mail.header("from")?.slice(0, 2000) ?? "", { flatten: true });
  return { name: decodeWords(first?.name ?? "").trim(), email: report.from ?? "" };
}

function messageOf(tx: Ctx, id: string) {
  const where = { workspaceId_id: { workspaceId: tx.workspaceId, id } };
  return tx.db.message.findUnique({ where, select: { campaignId: true, testCampaignId: true, contactId: true } });
}

async function contactOf(tx: Ctx, email: string): Promise<string | null> {
  const address = parseEmailAddress(email);
  if ("error" in address) return null;
  const where = { workspaceId: tx.workspaceId, emailNormalized: address.normalized };
  return (await tx.db.contact.findFirst({ where, select: { id: true } }))?.id ?? null;
}

/** Parts with a file name, and whole mails inside the mail. */
function attachmentsOf(mail: ReceivedMail): number {
  return mail.parts.filter((part) => part.depth === 0 && (part.isMessage || part.name !== "")).length;
}

function dedupeKeyOf(mail: ReceivedMail, raw: Uint8Array): string {
  const named = mail.header("message-id")?.trim();
  return createHash("sha256")
    .update(named ? `${named}\n${mail.from ?? ""}` : raw)
    .digest("hex");
}

/** Once an hour: a bell that rings at every answer of a large campaign is switched off. */
async function tell(tx: Ctx, replyId: string, from: { name: string; email: string }, subject: string): Promise<void> {
  const dedupeKey = `reply.received/${tx.now().toISOString().slice(0, 13)}`;
  const isFirst = await notify(tx, {
    kind: "reply.received",
    severity: "info",
    title: () => t("{person} replied", { person: from.name || from.email }),
    body: storableText(subject, 200),
    href: workspacePath("/replies/[replyId]", { replyId: publicId("rpl", replyId) }),
    dedupeKey,
  });
  if (!isFirst) await countIn(tx, dedupeKey, from);
}

/** Several answers within an hour are one notification, which says how many there are and leads to all of them. */
async function countIn(tx: Ctx, dedupeKey: string, from: { name: string; email: string }): Promise<void> {
  const hour = new Date(tx.now());
  hour.setUTCMinutes(0, 0, 0);
  const where = { workspaceId: tx.workspaceId, kind: "person", receivedAt: { gte: hour } };
  const others = Math.max(1, (await tx.db.reply.count({ where })) - 1);
  const words = () => ({
    title: storableText(
      t("{person} and {others, plural, one {# other} other {# others}} replied", {
        person: from.name || from.email,
        others,
      }),
      200,
    ),
    body: "",
  });
  await tx.db.notification.updateMany({
    where: { workspaceId: tx.workspaceId, dedupeKey },
    data: { ...inLanguage("en", words), translations: toldInAll(words), href: workspacePath("/replies") },
  });
}
