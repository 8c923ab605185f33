import fs from "node:fs";
import path from "node:path";
import { parseInbound } from "@/lib/feedback/parse/parse-inbound";
import type { InboundReport, RecipientReport } from "@/lib/feedback/parse/report-types";

export type Kind = "hard" | "soft" | "block" | "complaint" | "auto-reply" | "other";

/** What the product makes of a mail, in the words of the samples' labels. */
export interface Reading {
  recipients: { address: string | null; kind: Kind; enhanced: string | null; category: string; text: string }[];
  kind: Kind;
  report: InboundReport;
  ms: number;
}

/** Reads one file with the product's own parser. The time is the best of five readings when the first took long: the machine may be busy. */
export function readSample(dir: string, file: string): Reading {
  const raw = fs.readFileSync(path.join(dir, file));
  let { report, ms } = timed(raw);
  for (let again = 0; again < 4 && ms > 10; again++) ms = Math.min(ms, timed(raw).ms);
  return { ...inWordsOfLabels(report), report, ms };
}

function timed(raw: Uint8Array): { report: InboundReport; ms: number } {
  const start = performance.now();
  const report = parseInbound(raw);
  return { report, ms: performance.now() - start };
}

function inWordsOfLabels(report: InboundReport): Pick<Reading, "recipients" | "kind"> {
  switch (report.type) {
    case "bounce": {
      const recipients = report.recipients.map((each) => ({
        address: each.address,
        kind: kindOf(each),
        enhanced: each.enhanced,
        category: each.category,
        text: each.text,
      }));
      return { recipients, kind: worst(recipients.map((each) => each.kind)) };
    }
    case "complaint": {
      const kind = /^(auth-failure|not-spam|dmarc)/.test(report.feedbackType) ? "other" : "complaint";
      return { recipients: report.recipients.map((address) => plain(address, kind, report.feedbackType)), kind };
    }
    case "auto-reply": {
      const kind = report.flavour === "receipt" ? "other" : "auto-reply";
      return { recipients: report.from ? [plain(report.from, kind, report.flavour)] : [], kind };
    }
    default:
      return { recipients: [], kind: "other" };
  }
}

function plain(address: string, kind: Kind, category: string): Reading["recipients"][number] {
  return { address, kind, enhanced: null, category, text: "" };
}

/** A delay is soft whatever its reason, and a delivery is no bounce. */
function kindOf({ action, kind }: RecipientReport): Kind {
  return action === "failed" ? kind : action === "delayed" ? "soft" : "other";
}

function worst(kinds: readonly Kind[]): Kind {
  return (["hard", "block", "soft"] as const).find((kind) => kinds.includes(kind)) ?? "other";
}
