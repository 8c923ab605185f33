import { judgeAddresses } from "@/lib/run/conformance/addresses";
import { judgeCases } from "@/lib/run/conformance/cases";
import { judgeCsv } from "@/lib/run/conformance/csv";
import type { Mode } from "@/lib/run/conformance/figures";
import { judgeMails } from "@/lib/run/conformance/mails";
import { judgeReplies } from "@/lib/run/conformance/replies";
import { judgeResend } from "@/lib/run/conformance/resend";
import { judgeSegment } from "@/lib/run/conformance/segment";
import { judgeSignatures } from "@/lib/run/conformance/signatures";
import { judgeWebhooks } from "@/lib/run/conformance/webhooks";

/** What `npm run conformance -- NAME --dir DIR` can judge. A new kind of folder is one line here. */
export const modes: Readonly<Record<string, Mode>> = {
  addresses: judgeAddresses,
  cases: judgeCases,
  csv: judgeCsv,
  bounces: judgeMails,
  feedback: judgeMails,
  "smtp-replies": judgeReplies,
  segment: judgeSegment,
  signatures: judgeSignatures,
  "standard-webhooks": judgeSignatures,
  webhooks: judgeWebhooks,
  resend: judgeResend,
};
