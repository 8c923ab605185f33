import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Sender, Transport } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { AppError, invalid } from "@/lib/base/errors";
import { escapeHtml } from "@/lib/base/html/escape-html";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { dkimSignatures } from "@/lib/mail/dkim/dkim";
import { plainMailbox, wireAddress } from "@/lib/mail/mime/address";
import { composeMessage, toRawMessage } from "@/lib/mail/mime/mime";
import type { OutgoingMessage } from "@/lib/mail/transport";
import { handOverOne } from "@/lib/sending/engine/hand-over";
import { loadIdentity } from "@/lib/sending/engine/mail-identity";
import { judgeAuthor } from "@/lib/sending/engine/may-leave";
import { countTests } from "@/lib/sending/engine/test-limits";
import { getTransport } from "@/lib/sending/transports/queries";
import type { TransportRefusal } from "@/lib/sending/transports/refusal";
import { resumeTransport } from "@/lib/sending/transports/resume-transport";
import { sayFailure } from "@/lib/sending/transports/say-failure";
import { TestTransport } from "@/lib/sending/transports/schema";
import { noteWorking } from "@/lib/sending/transports/transport-health";
import { type OpenTransport, openWorkspaceTransport } from "@/lib/sending/transports/workspace-transport";

/**
 * Sends a plain mail through a transport, and answers what the other side said. It comes from the default sender, or from
 * another one when only that one's mail may leave this way. An accepted one ends a stop after a failure. Throws `invalid` in
 * words when no sender's mail may leave, `rate_limited` after too many tests.
 */
export async function testTransport(
  ctx: Ctx,
  input: TestTransport,
  open: OpenTransport = openWorkspaceTransport,
): Promise<{ accepted: boolean; reply: string; tookMs: number }> {
  requirePermission(ctx, "sending.write");
  const { transportId, to } = TestTransport.parse(input);
  const row = await getTransport(ctx, transportId);
  await countTests(ctx, [to]);
  const sender = await senderFor(ctx, row);
  const way = { row, transport: openRow(open, row) };
  const outcome = await handOverOne(ctx, way, await compose(ctx, row, sender, to));
  const accepted = outcome.result === "accepted";
  await recordAudit(ctx, "transport.tested", {
    subjectType: "transport",
    subjectId: transportId,
    after: { to, from: sender.email, accepted },
  });
  if (accepted) await noteWorking(ctx, row.id);
  // What was wrong has been put right; a pause by a person stays.
  if (accepted && row.failureKind) await resumeTransport(ctx, { transportId });
  const tookMs = outcome.endedAt.getTime() - outcome.startedAt.getTime();
  return { accepted, reply: sayFailure(outcome.text), tookMs };
}

/** The default sender when its mail may leave this way, else the first one whose may. */
async function senderFor(ctx: Ctx, row: Transport): Promise<Sender> {
  const senders = await ctx.db.sender.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: [{ isDefault: "desc" }, { createdAt: "asc" }],
    take: 50,
  });
  let first: TransportRefusal | null = null;
  for (const sender of senders) {
    const refusal = await judgeAuthor(ctx, row, sender.email);
    if (!refusal) return sender;
    first ??= refusal;
  }
  throw invalid(first?.text ?? t("Add a sender first: a test needs an address to come from."));
}

async function compose(ctx: Ctx, row: Transport, sender: Sender, to: string): Promise<OutgoingMessage> {
  const identity = await loadIdentity(ctx, { fromName: sender.name, fromEmail: sender.email, replyTo: sender.replyTo });
  const id = newId();
  const subject = `Test of ${row.name}`;
  const text = `This is a test of "${row.name}" in Homing. If you can read it, mail gets out.\n`;
  const html = `<p>${escapeHtml(text.trim())}</p>`;
  const composed = composeMessage({
    id,
    domain: identity.domain,
    from: identity.from,
    to: { address: to },
    subject,
    text,
    html,
    date: ctx.now(),
  });
  return {
    id,
    envelopeFrom: wireAddress(sender.email).address,
    envelopeTo: wireAddress(to).address,
    raw: toRawMessage(composed, await dkimSignatures(composed, identity.keys, ctx.now())),
    smtpUtf8: composed.smtpUtf8,
    parts: () => ({ from: plainMailbox(identity.from), to, subject, html, text, headers: {} }),
  };
}

function openRow(open: OpenTransport, row: Transport) {
  try {
    return open(row);
  } catch (error) {
    if (error instanceof RangeError) throw new AppError("unavailable", error.message);
    throw error;
  }
}
