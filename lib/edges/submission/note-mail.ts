import type { SMTPServerSession } from "smtp-server";
import { callLog } from "@/lib/edges/api-calls/call-log";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import type { Refusal } from "./refusal";
import type { TakenMail } from "./take-mail";

interface MailNote {
  ctx: KeyCtx;
  session: SMTPServerSession;
  /** Milliseconds since 1970. */
  begun: number;
  taken?: TakenMail;
  refusal?: Refusal;
}

/** HTTP's classes, by which the log of calls is looked through: 4yz asks to come again, which is our fault; 5yz is the sender's. */
const statusOf = (refusal: Refusal | undefined): number => {
  if (!refusal) return 250;
  if (refusal.problem === "rate_limited") return 429;
  return refusal.responseCode < 500 ? 503 : 422;
};

/** Keeps how a mail of a known key went among the calls of the key, for who debugs its program. Without a word of the mail. */
export function noteMail({ ctx, session, begun, taken, refusal }: MailNote): void {
  callLog().add({
    workspaceId: ctx.workspaceId,
    apiKeyId: ctx.actor.keyId,
    at: new Date(begun),
    method: "SMTP",
    path: taken ? `queued as ${taken.id}` : `port ${session.localPort}`,
    operation: "submitEmail",
    status: statusOf(refusal),
    problem: refusal?.problem ?? null,
    fields: refusal ? [`${refusal.responseCode} ${refusal.message}`.slice(0, 300)] : [],
    requestId: session.id,
    ip: ctx.ip ?? null,
    durationMs: Date.now() - begun,
    replayed: taken?.replayed ?? false,
  });
}
