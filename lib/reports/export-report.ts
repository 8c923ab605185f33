import type { Ctx } from "@/lib/base/context";
import { csvLine } from "@/lib/base/csv/write-csv";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import { inLanguage } from "@/lib/language/server";
import { t } from "@/lib/language/t";
import { getCampaignReport } from "./campaign-report";
import { findRecipients } from "./find-recipients";
import { METRICS } from "./metrics.shared";
import { RecipientFilters } from "./schema";

const PAGE = 1_000;

/** The headline and the links of a report as CSV lines. */
export async function* exportSummary(ctx: Ctx, campaignId: string): AsyncGenerator<string> {
  requirePermission(ctx, "reports.export");
  const { campaign, numbers, rates, ledger, links } = await getCampaignReport(ctx, campaignId);
  const percent = (rate: number | null) => (rate === null ? null : Number((rate * 100).toFixed(3)));
  yield csvLine(["metric", "count", "rate_percent", "how_it_is_counted"]);
  yield csvLine(["Campaign", campaign.name, null, null]);
  yield csvLine(["Audience", ledger.audience, null, "Everybody in the frozen audience, exclusions included."]);
  const lines = [
    [METRICS.sent, numbers.sent, null],
    [METRICS.delivered, numbers.delivered, rates.delivery],
    [METRICS.opened, numbers.humanOpeners, rates.open],
    [METRICS.clicked, numbers.humanClickers, rates.click],
    [METRICS.clickToOpen, null, rates.clickToOpen],
    [METRICS.bounced, numbers.bounced, rates.bounce],
    [METRICS.unsubscribed, numbers.unsubscribed, rates.unsubscribe],
    [METRICS.complained, numbers.complained, rates.complaint],
  ] as const;
  for (const [metric, count, rate] of lines) {
    yield inLanguage("en", () => csvLine([t(metric.label), count, percent(rate), t(metric.definition)]));
  }
  for (const place of ["failed", "suppressed", "skipped", "unconfirmed", "pending"] as const) {
    yield csvLine([place, ledger[place], null, null]);
  }
  yield "\r\n";
  yield csvLine(["link", "url", "people_who_clicked", "clicks_by_people", "clicks_by_bots"]);
  for (const link of links) yield csvLine([link.label, link.url, link.humanClickers, link.humanClicks, link.botClicks]);
}

/** Recipients of one outcome as CSV, read page by page: memory stays flat however many there are. */
export async function* exportRecipients(
  ctx: Ctx,
  campaignId: string,
  filters: RecipientFilters,
): AsyncGenerator<string> {
  requirePermission(ctx, "reports.export");
  yield csvLine(["email", "outcome", "at", "reason", "reply_code", "status_code", "reply", "opens", "clicks"]);
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof findRecipients>> = await findRecipients(
      ctx,
      campaignId,
      RecipientFilters.parse({
        ...filters,
        link: filters.link && publicId("lnk", filters.link),
        after: after ?? undefined,
      }),
      PAGE,
    );
    yield page.rows
      .map((row) => {
        const reply = [row.replyCode, row.statusCode, row.replyText] as const;
        return csvLine([row.email, row.outcome, row.at, row.reason, ...reply, row.openCount, row.clickCount]);
      })
      .join("");
    after = page.next;
  } while (after);
}
