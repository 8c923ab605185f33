import { ownTable } from "@/lib/base/text/own-table.shared";
import { type Msg, maybeMsg, msg, t } from "@/lib/language/t";

/** What providers report, by our own words for it. */
const texts: Readonly<Record<string, Msg>> = ownTable({
  accepted: msg("Accepted", "a mail"),
  delivered: msg("Delivered"),
  deferred: msg("Deferred"),
  soft_bounce: msg("Soft bounce"),
  hard_bounce: msg("Hard bounce"),
  block: msg("Block"),
  complaint: msg("Complaint"),
  not_spam: msg("Not spam"),
  open: msg("Open", "a mail was opened"),
  click: msg("Click"),
  unsubscribe: msg("Unsubscribe", "somebody unsubscribed"),
  resubscribe: msg("Resubscribe"),
  rejected: msg("Rejected"),
  failed: msg("Failed"),
  auto_reply: msg("Auto reply"),
  challenge: msg("Challenge"),
  reply: msg("Reply"),
});

/** An event of a provider in words; one that is not known by its name. */
export const eventText = (type: string): string => t(texts[type] ?? maybeMsg(type.replaceAll("_", " ")));
