import { ownTable } from "@/lib/base/text/own-table.shared";
import type { BounceCategory } from "@/lib/feedback/classify/taxonomy.shared";
import { blocked, type Judged, type ProviderReply, passing } from "./bounce";

/** Amazon's sub-types of transient bounces, which are also those of providers that send through Amazon. */
const categories: Readonly<Record<string, BounceCategory>> = ownTable({
  MailboxFull: "mailbox_full",
  MessageTooLarge: "message_too_large",
  ContentRejected: "content_rejected",
  AttachmentRejected: "content_rejected",
  CustomTimeoutExceeded: "timeout",
});

/** A bounce that is not called permanent; it comes only after the provider has stopped trying. Refused size or content is a block. */
export function transientBounce(type: string, subType: string, reply: Omit<ProviderReply, "fallback">): Judged {
  const category = categories[subType];
  const answer = { ...reply, fallback: category ?? (type === "Transient" ? "transient" : "undetermined") } as const;
  return category === "message_too_large" || category === "content_rejected" ? blocked(answer) : passing(answer);
}
