import type { OwnSource } from "@/lib/feedback/parse/canonical-event";
import { aboutProviders, isProviderName } from "@/lib/inbound/providers/schema";

export interface SourceLabels {
  /** Who says so. */
  who: string;
  /** How we know: the end of a sentence. */
  how: string;
}

const own: Readonly<Record<OwnSource, SourceLabels>> = {
  smtp: { who: "Server of the recipient", how: "said while we handed it over" },
  dsn: { who: "Delivery report by mail", how: "by a delivery report" },
  arf: { who: "Feedback report by mail", how: "by a feedback report" },
  mail: { who: "Mail of the recipient", how: "by mail" },
  web: { who: "Page of the recipient", how: "on the web" },
};

/** The route that a fact about a message came by, in words; null where it is none of ours and no provider's. */
export function sourceLabels(source: string): SourceLabels | null {
  if (Object.hasOwn(own, source)) return own[source as OwnSource];
  if (!isProviderName(source)) return null;
  const { label } = aboutProviders[source];
  return { who: label, how: `reported by ${label}` };
}
