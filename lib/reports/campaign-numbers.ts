import type { CampaignTotals } from "@/lib/base/db/generated/client";
import { share } from "./metrics.shared";
import type { CampaignNumbers, CampaignRates } from "./views";

type Totals = Omit<CampaignTotals, "workspaceId" | "campaignId">;

/** The roll-up row as the report shows it; all zeros when nothing happened yet. */
export function numbersOf(totals: Partial<Totals> | null): CampaignNumbers {
  const count = (name: keyof Totals) => totals?.[name] ?? 0;
  return {
    sent: count("sent"),
    delivered: count("delivered"),
    deferrals: count("deferred"),
    failed: count("failed"),
    bounced: count("bouncedHard") + count("bouncedSoft") + count("bouncedBlock"),
    bouncedHard: count("bouncedHard"),
    bouncedSoft: count("bouncedSoft"),
    bouncedBlock: count("bouncedBlock"),
    complained: count("complained"),
    unsubscribed: count("unsubscribed"),
    humanOpeners: count("humanOpeners"),
    proxyOpeners: count("proxyOpeners"),
    botOpeners: count("botOpeners"),
    humanClickers: count("humanClickers"),
    botClickers: count("botClickers"),
    opens: { human: count("humanOpens"), proxy: count("proxyOpens"), bot: count("botOpens") },
    clicks: { human: count("humanClicks"), proxy: 0, bot: count("botClicks") },
  };
}

/** The rates of `METRICS`. */
export function ratesOf(numbers: CampaignNumbers): CampaignRates {
  return {
    delivery: share(numbers.delivered, numbers.sent),
    open: share(numbers.humanOpeners, numbers.delivered),
    click: share(numbers.humanClickers, numbers.delivered),
    clickToOpen: share(numbers.humanClickers, numbers.humanOpeners),
    bounce: share(numbers.bounced, numbers.sent),
    unsubscribe: share(numbers.unsubscribed, numbers.delivered),
    complaint: share(numbers.complained, numbers.delivered),
  };
}
