import type { OwnSource } from "@/lib/feedback/parse/canonical-event";
import { aboutProviders, isProviderName } from "@/lib/inbound/providers/schema";
import { type Msg, msg, t } from "@/lib/language/t";

export interface SourceLabels {
  /** Who says so. */
  who: string;
  /** How we know: the end of a sentence. */
  how: string;
}

const own: Readonly<Record<OwnSource, { who: Msg; how: Msg }>> = {
  smtp: { who: msg("Server of the recipient"), how: msg("said while we handed it over") },
  dsn: { who: msg("Delivery report by mail"), how: msg("by a delivery report") },
  arf: { who: msg("Feedback report by mail"), how: msg("by a feedback report") },
  mail: { who: msg("Mail of the recipient"), how: msg("by mail") },
  web: { who: msg("Page of the recipient"), how: msg("on the web") },
};

/** The route that a fact about a message came by, in words; null where it is none of ours and no provider's. */
export function sourceLabels(source: string): SourceLabels | null {
  if (Object.hasOwn(own, source)) {
    const { who, how } = own[source as OwnSource];
    return { who: t(who), how: t(how) };
  }
  if (!isProviderName(source)) return null;
  const { label } = aboutProviders[source];
  return { who: label, how: t("reported by {provider}", { provider: label }) };
}
