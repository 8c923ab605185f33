import { createHash } from "node:crypto";
import { type Ctx, systemCtx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { enqueue } from "@/lib/base/jobs/define-job";
import { ourAddress } from "@/lib/inbound/addresses/our-address";
import { findByAddress } from "@/lib/inbound/feedback/find-message";
import { processInboundJob } from "@/lib/inbound/mail/jobs";

export interface NewInboundMail {
  route: "smtp" | "imap" | "http";
  envelopeFrom: string;
  /** RCPT TO; empty where the route tells none. */
  envelopeTo: string;
  raw: Buffer;
  /** What it had before it was cut. */
  bytes?: number;
  /** Where the route belongs to one workspace. */
  workspaceId?: string;
  mailboxId?: string;
}

export interface KeptMail {
  id: string;
  /** False when the very same mail was kept before; `id` is then that one's. */
  isNew: boolean;
}

/**
 * Keeps a mail that came back and enqueues its reading, both or neither: when this resolves, both are committed. The same mail to the same
 * address again is known by its content and changes nothing, so whoever is not sure may send again. Throws when the database is away.
 */
export async function storeInbound(mail: NewInboundMail): Promise<KeptMail> {
  const known = mail.workspaceId ? { workspaceId: mail.workspaceId, messageId: null } : await whose(mail.envelopeTo);
  return inTransaction(systemCtx(known.workspaceId ?? "", "inbound"), async (tx) => {
    await commitDurably(tx);
    return keepInbound(tx, mail, known);
  });
}

/** Whoever hands a mail over deletes it once we say so: the commit waits for the disk, whatever the server's default is. */
export async function commitDurably(tx: Ctx): Promise<void> {
  await tx.db.$executeRaw`set local synchronous_commit = on`;
}

/** The same in a running transaction: for routes that commit more than the mail. */
export async function keepInbound(
  tx: Ctx,
  mail: NewInboundMail,
  { workspaceId, messageId }: { workspaceId: string | null; messageId: string | null },
): Promise<KeptMail> {
  const contentKey = contentKeyOf(mail);
  const id = newId();
  const { count } = await tx.db.inboundMessage.createMany({
    data: {
      id,
      workspaceId,
      messageId,
      route: mail.route,
      mailboxId: mail.mailboxId ?? null,
      envelopeFrom: mail.envelopeFrom.slice(0, 1000),
      envelopeTo: mail.envelopeTo.slice(0, 1000),
      raw: new Uint8Array(mail.raw),
      bytes: mail.bytes ?? mail.raw.length,
      contentKey,
      receivedAt: tx.now(),
    },
    skipDuplicates: true,
  });
  if (count === 0) {
    const before = await tx.db.inboundMessage.findUniqueOrThrow({ where: { contentKey }, select: { id: true } });
    return { id: before.id, isNew: false };
  }
  await enqueue(tx, processInboundJob, { workspaceId: workspaceId ?? "", inboundId: id });
  return { id, isNew: true };
}

function contentKeyOf(mail: NewInboundMail): string {
  const place = `${mail.workspaceId ?? ""}\n${mail.envelopeTo.toLowerCase()}\n`;
  return createHash("sha256").update(place).update(mail.raw).digest("hex");
}

/** Whose mail an address takes, as far as that is known before the mail is read. */
async function whose(envelopeTo: string): Promise<{ workspaceId: string | null; messageId: string | null }> {
  const found = await findByAddress(envelopeTo);
  return found ?? { workspaceId: (await ourAddress(envelopeTo))?.workspaceId ?? null, messageId: null };
}
