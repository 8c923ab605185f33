import { systemCtx } from "@/lib/base/context";
import { parseSmtpUrl } from "@/lib/mail/smtp/smtp-options";
import { SmtpTransport } from "@/lib/mail/transports/smtp";
import { sendBatch } from "@/lib/sending/engine/send-batch";

/** A worker of its own process, to be killed: sends the batches named, one after the other, to an SMTP server. */
const [workspaceId = "", smtpUrl = "", ...batchIds] = process.argv.slice(2);
const ctx = systemCtx(workspaceId, "sending.send-batch");
const transport = new SmtpTransport(parseSmtpUrl(smtpUrl));
for (const batchId of batchIds) await sendBatch(ctx, batchId, { openTransport: () => transport });
process.exit(0);
