import { requirePermission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/context";
import { newId } from "@/lib/db/ids";
import { AppError, invalid } from "@/lib/errors";
import { plainMailbox, wireAddress } from "@/lib/mail/address";
import { dkimSignatures } from "@/lib/mail/dkim";
import { composeMessage, toRawMessage } from "@/lib/mail/mime";
import { sendOne } from "@/lib/mail/system-transport";
import { escapeHtml } from "@/lib/templates/liquid";
import { loadIdentity } from "./mail-identity";
import { getTransport } from "./queries";
import { resumeTransport } from "./resume-transport";
import { TestTransport } from "./schema";
import { noteWorking } from "./transport-health";
import { type OpenTransport, openWorkspaceTransport } from "./workspace-transport";

/**
 * Sends a plain mail through a transport from the default sender, and answers what the other side said. An accepted one
 * ends a stop for trouble.
 */
export async function testTransport(
  ctx: Ctx,
  input: TestTransport,
  open: OpenTransport = openWorkspaceTransport,
): Promise<{ accepted: boolean; reply: string; tookMs: number }> {
  requirePermission(ctx, "sending.write");
  const { transportId, to } = TestTransport.parse(input);
  const row = await getTransport(ctx, transportId);
  const sender = await ctx.db.sender.findFirst({
    where: { workspaceId: ctx.workspaceId },
    orderBy: [{ isDefault: "desc" }, { createdAt: "asc" }],
  });
  if (!sender) throw invalid("Add a sender first: a test needs an address to come from.");
  const identity = await loadIdentity(ctx, { fromName: sender.name, fromEmail: sender.email, replyTo: sender.replyTo });
  const id = newId();
  const subject = `Test of ${row.name}`;
  const text = `This is a test of "${row.name}" in Homing. If you can read it, mail gets out.\n`;
  const html = `<p>${escapeHtml(text.trim())}</p>`;
  const mail = {
    id,
    domain: identity.domain,
    from: identity.from,
    to: { address: to },
    subject,
    text,
    html,
    date: ctx.now(),
  };
  const composed = composeMessage(mail);
  const message = {
    id,
    envelopeFrom: wireAddress(sender.email).address,
    envelopeTo: wireAddress(to).address,
    raw: toRawMessage(composed, await dkimSignatures(composed, identity.keys, ctx.now())),
    smtpUtf8: composed.smtpUtf8,
    parts: () => ({ from: plainMailbox(identity.from), to, subject, html, text, headers: {} }),
  };
  const outcome = await sendOne(openRow(open, row), message);
  const accepted = outcome.result === "accepted";
  if (accepted) await noteWorking(ctx, row.id);
  // What was wrong has been put right; a pause by a person stays.
  if (accepted && row.troubleKind) await resumeTransport(ctx, { transportId });
  const tookMs = outcome.endedAt.getTime() - outcome.startedAt.getTime();
  return { accepted, reply: outcome.text, tookMs };
}

function openRow(open: OpenTransport, row: Parameters<OpenTransport>[0]) {
  try {
    return open(row);
  } catch (error) {
    if (error instanceof RangeError) throw new AppError("unavailable", error.message);
    throw error;
  }
}
