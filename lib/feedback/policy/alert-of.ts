import { publicId } from "@/lib/base/db/ids";
import { workspacePath } from "@/lib/client/paths";
import type { Decision } from "@/lib/feedback/policy/policy";
import { storableText } from "@/lib/mail/read/storable-text";
import type { FollowUp } from "./follow-up";

/** The alert that a decision asks for, with the words of the other side; null when it asks for none. */
export function alertOf(
  decision: Decision,
  message: { campaignId: string | null; emailDomain: string },
  text: string,
): FollowUp["alerts"][number] | null {
  if (decision.kind !== "alert" && decision.kind !== "pause_domain") return null;
  return {
    about: decision.kind === "alert" ? decision.about : "auth_failure",
    severity: decision.kind === "alert" ? decision.severity : "danger",
    why: decision.why,
    text: storableText(text, 300),
    domain: message.emailDomain,
    href: message.campaignId
      ? workspacePath("/campaigns/[campaignId]", { campaignId: publicId("cmp", message.campaignId) })
      : workspacePath("/settings/sending"),
  };
}
