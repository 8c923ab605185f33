import { receiverName } from "@/lib/base/addresses/mailbox-providers.shared";
import type { Ctx } from "@/lib/base/context";
import { notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { type MailClient, mailClientOf } from "@/lib/events/agents/mail-client";
import { LEDGER_PLACE_SQL } from "@/lib/events/ledger/place";
import { campaignKey } from "@/lib/sending/campaign/get-campaign";
import { storedProviders } from "@/lib/sending/pacing/provider-of";
import { countAgents } from "./event-numbers";
import { keptNumbers } from "./kept-numbers";
import type { BreakdownRow, CampaignBreakdown, ClientRow } from "./views";

const MAX_ROWS = 12;
/** As many as live progress looks at. */
const TOP_DOMAINS = 1000;

/** Results by mailbox provider, and human and proxy opens by mail program and device. Reads message and event rows, so it is asked for apart from the headline. Throws `not_found`. */
export async function getCampaignBreakdown(ctx: Ctx, campaignId: string): Promise<CampaignBreakdown> {
  requirePermission(ctx, "reports.read");
  const found = await ctx.db.campaign.findUnique({ where: campaignKey(ctx, campaignId), select: { id: true } });
  if (!found) throw notFound("campaign");
  const [domains, kept] = await Promise.all([countDomains(ctx, campaignId), keptNumbers(ctx, campaignId)]);
  const agents = kept?.agents ?? (await countAgents(ctx, campaignId));
  const clientRows = (nameOf: (client: MailClient) => string) =>
    topClients(agents.map(({ agent, opens }) => ({ name: nameOf(mailClientOf(agent)), opens })));
  return {
    providers: topProviders(domains, await storedProviders(domains.map(({ name }) => name))),
    clients: clientRows((client) => client.name),
    devices: clientRows((client) => client.device),
  };
}

function countDomains(ctx: Ctx, campaignId: string): Promise<BreakdownRow[]> {
  return ctx.db.$queryRawUnsafe<BreakdownRow[]>(
    `select email_domain as name,
            count(*) filter (where place in ('delivered', 'bounced'))::int as sent,
            count(*) filter (where place = 'delivered')::int as delivered,
            count(*) filter (where place = 'bounced')::int as bounced,
            count(first_opened_at)::int as openers,
            count(first_clicked_at)::int as clickers
       from (select email_domain, first_opened_at, first_clicked_at, ${LEDGER_PLACE_SQL} as place
               from message where workspace_id = $1::uuid and campaign_id = $2::uuid) m
      group by 1 order by count(*) desc limit ${TOP_DOMAINS}`,
    ctx.workspaceId,
    campaignId,
  );
}

function topProviders(domains: readonly BreakdownRow[], providerOf: (domain: string) => string): BreakdownRow[] {
  const rows = new Map<string, BreakdownRow>();
  for (const domain of domains) {
    const name = receiverName(providerOf(domain.name), domain.name);
    const row = rows.get(name) ?? { name, sent: 0, delivered: 0, bounced: 0, openers: 0, clickers: 0 };
    for (const key of ["sent", "delivered", "bounced", "openers", "clickers"] as const) row[key] += domain[key];
    rows.set(name, row);
  }
  return [...rows.values()].sort((a, b) => b.sent - a.sent).slice(0, MAX_ROWS);
}

function topClients(rows: readonly ClientRow[]): ClientRow[] {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(row.name, (sums.get(row.name) ?? 0) + row.opens);
  return [...sums]
    .map(([name, opens]) => ({ name, opens }))
    .sort((a, b) => b.opens - a.opens)
    .slice(0, MAX_ROWS);
}
