import { judgeCases } from "@/lib/conformance/cases";
import type { Mode } from "@/lib/conformance/figures";
import { judgeMails } from "@/lib/conformance/mails";
import { judgeReplies } from "@/lib/conformance/replies";
import { judgeWebhooks } from "@/lib/conformance/webhooks";

/** What `npm run conformance -- NAME --dir DIR` can judge. A new kind of folder is one line here. */
export const modes: Readonly<Record<string, Mode>> = {
  cases: judgeCases,
  bounces: judgeMails,
  feedback: judgeMails,
  "smtp-replies": judgeReplies,
  webhooks: judgeWebhooks,
};
