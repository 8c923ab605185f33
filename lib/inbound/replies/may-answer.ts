import { parseEmailAddress } from "@/lib/base/addresses/email-address";
import type { Ctx } from "@/lib/base/context";
import type { Reply } from "@/lib/base/db/generated/client";
import { ourAddress } from "@/lib/inbound/addresses/our-address";
import { findSuppressed } from "@/lib/people/suppressions/queries";
import { suppressionReasonLabels } from "@/lib/people/suppressions/reasons.shared";

/**
 * Why a reply cannot be answered, in words, or null. Who unsubscribed and writes to us gets an answer: it is no marketing, and silence
 * would be rude. An address that does not exist, that complained or that somebody blocked gets nothing, whatever it sends.
 */
export async function answerProblem(ctx: Ctx, reply: Pick<Reply, "kind" | "fromEmail">): Promise<string | null> {
  if (reply.kind !== "person") return "A program wrote it. Only people are answered.";
  const address = parseEmailAddress(reply.fromEmail);
  if ("error" in address) return "It names no address to answer to.";
  if (await ourAddress(reply.fromEmail)) return "It came from an address of our own.";
  const reason = (await findSuppressed(ctx, [address.normalized])).get(address.normalized);
  if (!reason || reason === "unsubscribe") return null;
  return `${reply.fromEmail} must not be mailed: ${suppressionReasonLabels[reason].toLowerCase()}. Lift the suppression first.`;
}
