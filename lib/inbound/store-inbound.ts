import { systemCtx } from "@/lib/context";
import { prisma } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import { inTransaction } from "@/lib/db/transaction";
import { processInboundJob } from "@/lib/inbound/jobs";
import { enqueue } from "@/lib/jobs/define-job";
import { parseVerp } from "@/lib/mail/verp";

export interface InboundMail {
  envelopeFrom: string;
  envelopeTo: string;
  raw: Buffer;
}

/** Keeps a mail that came back and enqueues its reading, both or neither. Mail about a message that is gone is kept with that reason. */
export async function storeInbound(mail: InboundMail): Promise<string> {
  const id = newId();
  const parsed = parseVerp(mail.envelopeTo);
  const message = parsed && (await prisma.message.findUnique({ where: { id: parsed.messageId } }));
  const row = {
    id,
    envelopeFrom: mail.envelopeFrom,
    envelopeTo: mail.envelopeTo,
    raw: new Uint8Array(mail.raw),
    receivedAt: new Date(),
  };
  if (!message) {
    const lost = { kind: "unknown", error: "The message it speaks about does not exist.", processedAt: new Date() };
    await prisma.inboundMessage.create({ data: { ...row, ...lost } });
    return id;
  }
  const { workspaceId } = message;
  await inTransaction(systemCtx(workspaceId, "inbound"), async (tx) => {
    await tx.db.inboundMessage.create({ data: { ...row, workspaceId, messageId: message.id } });
    await enqueue(tx, processInboundJob, { workspaceId, inboundId: id });
  });
  return id;
}
