import { isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { AppError, invalid } from "@/lib/base/errors";
import type { CompiledContent } from "@/lib/content/templates/compile";
import { contactData } from "@/lib/content/templates/contact-data";
import { testContent } from "@/lib/content/templates/stored-content";
import { inLanguage } from "@/lib/language/server";
import { t } from "@/lib/language/t";
import type { TransportOutcome } from "@/lib/mail/transport";
import { isSuppressed } from "@/lib/people/suppressions/queries";
import { composeForRecipient } from "@/lib/sending/engine/compose-for-recipient";
import { handOverOne } from "@/lib/sending/engine/hand-over";
import { loadIdentity } from "@/lib/sending/engine/mail-identity";
import { mailWorkspace } from "@/lib/sending/engine/mail-workspace";
import { requireMayLeave } from "@/lib/sending/engine/may-leave";
import { recordOutcomes } from "@/lib/sending/engine/record-outcomes";
import { planGroup } from "@/lib/sending/pacing/plan-group";
import { chooseTransport } from "@/lib/sending/transports/choose-transport";
import { sayFailure } from "@/lib/sending/transports/say-failure";
import { type OpenTransport, openWorkspaceTransport } from "@/lib/sending/transports/workspace-transport";

export interface TestMessage {
  /** The campaign it is a test of. */
  campaign: { id: string; name: string; transportId?: string | null };
  compiled: CompiledContent;
  author: { fromName: string; fromEmail: string; replyTo: string | null };
  to: string;
  /** Whose values the mail shows; the recipient's own address when null. */
  contact: {
    id: string;
    email: string;
    firstName: string | null;
    lastName: string | null;
    fields: unknown;
  } | null;
}

export interface TestResult {
  to: string;
  accepted: boolean;
  /** The other side's words. */
  reply: string;
}

/**
 * Sends one test mail now, composed and signed like the campaign itself: the same octets as the mail to the chosen contact, but for
 * the tokens and the mark in the subject. It has a message row of its own kind and is in no campaign's numbers; what it was made of is
 * kept for its links. Who is suppressed gets no test either, and nothing leaves that the campaign itself could not send: throws
 * `invalid` in words.
 */
export async function sendTestMessage(
  ctx: Ctx,
  test: TestMessage,
  open: OpenTransport = openWorkspaceTransport,
): Promise<TestResult> {
  const address = parseEmailAddress(test.to);
  if (!isEmailAddress(address)) throw invalid(address.error, { to: address.error });
  if (await isSuppressed(ctx, address.normalized)) {
    const sentence = t("{email} is on the suppression list, so nothing is sent there.", { email: address.email });
    throw invalid(sentence, { to: sentence });
  }
  const choice = await chooseTransport(ctx, { pinned: test.campaign.transportId ?? null, key: address.normalized });
  if (!("transport" in choice)) {
    throw new AppError(
      "unavailable",
      "hold" in choice ? choice.hold() : t("Not now: {reason}", { reason: choice.reason }),
    );
  }
  const row = choice.transport;
  await requireMayLeave(ctx, row, test.author.fromEmail);
  await reserveTurn(ctx, row, test.author.fromEmail, address.domain);
  const transport = open(row);
  const messageId = await writeTestMessage(ctx, test, row.id, address);
  // Why it could not be written is kept for everybody who looks at the message.
  const composed = inLanguage("en", () => compose(ctx, test, messageId, address.email));
  const outcome = await composed.then(
    (message) => handOverOne(ctx, { row, transport }, message),
    (error: unknown) => notWritten(messageId, error),
  );
  const { kind, acceptsForRecipient } = transport;
  await recordOutcomes(ctx, [finalOutcome(outcome)], {
    transport: { id: row.id, kind, acceptsForRecipient },
    retry: false,
  });
  return { to: address.email, accepted: outcome.result === "accepted", reply: sayFailure(outcome.text) };
}

/** A test goes before bulk mail, but counts in its pace; an hourly or daily limit that is used up holds it too. */
async function reserveTurn(ctx: Ctx, transport: Transport, fromEmail: string, emailDomain: string): Promise<void> {
  const sendingDomain = fromEmail.slice(fromEmail.lastIndexOf("@") + 1);
  const messages = [{ messageId: "test", emailDomain }];
  const turn = await planGroup(ctx, { transport, campaign: null, sendingDomain, lane: "priority", messages });
  if (turn.now.length > 0) return;
  if (turn.refusal) throw invalid(turn.refusal.text);
  const values = { transport: transport.name, time: turn.later?.toISOString().slice(0, 16).replace("T", " ") ?? "" };
  throw new AppError(
    "unavailable",
    turn.later
      ? t("{transport} has used up its limit until {time} UTC.", values)
      : t("{transport} has used up its limit.", values),
  );
}

/** A test is tried once: what could not even be handed over counts as put off, with the reason. */
function finalOutcome(outcome: TransportOutcome): TransportOutcome {
  return outcome.result === "unsent" ? { ...outcome, result: "deferred" } : outcome;
}

async function compose(ctx: Ctx, test: TestMessage, messageId: string, email: string) {
  const content = {
    compiled: { ...test.compiled, subject: `[Test] ${test.compiled.subject}` },
    identity: await loadIdentity(ctx, test.author),
    workspace: await mailWorkspace(ctx),
    campaign: test.campaign,
  };
  const contact = contactData(test.contact ?? { email, firstName: null, lastName: null, fields: {} });
  return composeForRecipient(content, { messageId, email, name: "", contact, trackClicks: true }, ctx.now());
}

async function writeTestMessage(
  ctx: Ctx,
  { campaign: { id: campaignId }, compiled, contact }: TestMessage,
  transportId: string,
  address: { email: string; normalized: string; domain: string },
): Promise<string> {
  const id = newId();
  await inTransaction(ctx, async (tx) => {
    await tx.db.message.create({
      data: {
        workspaceId: tx.workspaceId,
        id,
        kind: "test",
        testCampaignId: campaignId,
        email: address.email,
        emailNormalized: address.normalized,
        emailDomain: address.domain,
        status: "sending",
        transportId,
        sendingAt: tx.now(),
        attemptCount: 1,
        createdAt: tx.now(),
      },
    });
    await tx.db.testContent.create({
      data: {
        workspaceId: tx.workspaceId,
        messageId: id,
        campaignId,
        contactId: contact?.id ?? null,
        compiled: testContent.write(compiled),
        createdAt: tx.now(),
      },
    });
  });
  return id;
}

function notWritten(messageId: string, error: unknown): TransportOutcome {
  const text = error instanceof Error ? error.message : String(error);
  const at = new Date();
  return {
    messageId,
    result: "refused",
    code: null,
    enhanced: null,
    text,
    providerId: null,
    startedAt: at,
    endedAt: at,
  };
}
