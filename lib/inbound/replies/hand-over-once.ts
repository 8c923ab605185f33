import type { Ctx } from "@/lib/base/context";
import { AppError } from "@/lib/base/errors";
import { storableText } from "@/lib/mail/read/storable-text";
import type { OutgoingMessage, TransportOutcome } from "@/lib/mail/transport";
import { handOverOne } from "@/lib/sending/engine/hand-over";
import { judgeAuthor } from "@/lib/sending/engine/may-leave";
import { chooseTransport } from "@/lib/sending/transports/choose-transport";
import { type OpenTransport, openWorkspaceTransport } from "@/lib/sending/transports/workspace-transport";

/** Where a mail stands that is sent at most once. `kept`: it may not leave, and the note says why. */
export type OnceState = "waiting" | "sending" | "done" | "kept" | "failed" | "unconfirmed";

/** A mail that is sent at most once, whatever happens to the process that sends it. */
export interface OnceMail {
  id: string;
  /** As it is stored now. */
  state: "waiting" | "sending";
  author: { email: string };
  /** Moves it when it is in one of these states; false when it is not. */
  mark(from: readonly OnceState[], to: OnceState, note: string | null): Promise<boolean>;
  compose(): Promise<OutgoingMessage>;
}

/**
 * Hands it over: it is marked before it leaves, and when its fate stays unknown it is not sent again by itself. Throws `unavailable` when
 * there is no way out just now, so that the job tries later. What may not leave is kept, with the reason.
 */
export async function handOverOnce(
  ctx: Ctx,
  mail: OnceMail,
  open: OpenTransport = openWorkspaceTransport,
): Promise<void> {
  if (mail.state === "sending") {
    // The process that had it in hand ended before it knew.
    const note = "Handed over, but the answer never came. It may have arrived, so it is not sent again.";
    await mail.mark(["sending"], "unconfirmed", note);
    return;
  }
  const choice = await chooseTransport(ctx, { pinned: null, key: mail.id });
  if ("refusal" in choice && choice.refusal) return void (await mail.mark(["waiting"], "kept", choice.refusal.text));
  if (!("transport" in choice)) throw new AppError("unavailable", "hold" in choice ? choice.hold() : choice.reason);
  const refusal = await judgeAuthor(ctx, choice.transport, mail.author.email);
  if (refusal) return void (await mail.mark(["waiting"], "kept", refusal.text));
  const message = await mail.compose();
  if (!(await mail.mark(["waiting"], "sending", null))) return;
  const way = { row: choice.transport, transport: open(choice.transport) };
  await settle(mail, await handOverOne(ctx, way, message));
}

const inHand = ["sending", "unconfirmed"] as const;

/** Never handed over: waits for the next try. Deferred counts as not taken, so it waits as well. */
async function settle(mail: OnceMail, outcome: TransportOutcome): Promise<void> {
  const note = storableText(outcome.text, 500);
  switch (outcome.result) {
    case "accepted":
      await mail.mark(inHand, "done", note);
      return;
    case "refused":
      await mail.mark(inHand, "failed", note);
      return;
    case "unconfirmed":
      await mail.mark(inHand, "unconfirmed", note);
      return;
    default:
      await mail.mark(inHand, "waiting", note);
      throw new AppError("unavailable", outcome.text);
  }
}
