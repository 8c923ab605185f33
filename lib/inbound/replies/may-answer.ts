import { parseEmailAddress } from "@/lib/base/addresses/email-address";
import type { Ctx } from "@/lib/base/context";
import type { Reply } from "@/lib/base/db/generated/client";
import { ourAddress } from "@/lib/inbound/addresses/our-address";
import { type Msg, msg, t } from "@/lib/language/t";
import { findSuppressed } from "@/lib/people/suppressions/queries";
import type { SuppressionReason } from "@/lib/people/suppressions/reasons.shared";

const forbidden: Readonly<Record<SuppressionReason, Msg>> = {
  hard_bounce: msg("{email} must not be mailed: mailbox does not exist. Lift the suppression first."),
  soft_bounce: msg("{email} must not be mailed: bounced again and again. Lift the suppression first."),
  complaint: msg("{email} must not be mailed: marked mail as spam. Lift the suppression first."),
  unsubscribe: msg("{email} must not be mailed: unsubscribed from everything. Lift the suppression first."),
  manual: msg("{email} must not be mailed: blocked by hand. Lift the suppression first."),
  import: msg("{email} must not be mailed: on an imported list. Lift the suppression first."),
  provider: msg("{email} must not be mailed: blocked by the sending provider. Lift the suppression first."),
};

/**
 * Why a reply cannot be answered, in words, or null. Who unsubscribed and writes to us gets an answer: it is no marketing, and silence
 * would be rude. An address that does not exist, that complained or that somebody blocked gets nothing, whatever it sends.
 */
export async function answerProblem(ctx: Ctx, reply: Pick<Reply, "kind" | "fromEmail">): Promise<string | null> {
  if (reply.kind !== "person") return t("A program wrote it. Only people are answered.");
  const address = parseEmailAddress(reply.fromEmail);
  if ("error" in address) return t("It names no address to answer to.");
  if (await ourAddress(reply.fromEmail)) return t("It came from an address of our own.");
  const reason = (await findSuppressed(ctx, [address.normalized])).get(address.normalized);
  if (!reason || reason === "unsubscribe") return null;
  return t(forbidden[reason], { email: reply.fromEmail });
}
