import { MailPlus } from "lucide-react";
import type { Metadata } from "next";
import { CampaignCalendar } from "@/components/campaigns/campaign-calendar";
import { CampaignListBar } from "@/components/campaigns/campaign-list-bar";
import { queryOf } from "@/components/campaigns/campaign-query";
import { CampaignTable } from "@/components/campaigns/campaign-table";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { roleCan } from "@/lib/base/permissions.shared";
import { type PageContext, pageContext } from "@/lib/base/routes/page-context";
import { findCalendar, findDrafts, findUsualTime } from "@/lib/campaigns/draft/calendar";
import { calendarMonth } from "@/lib/campaigns/draft/months.shared";
import { findCampaigns, findLabels, hasCampaigns } from "@/lib/campaigns/draft/queries";
import { CampaignFilters } from "@/lib/campaigns/draft/schema";
import { pathIn } from "@/lib/client/paths";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Campaigns") });

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function CampaignsPage({ params, searchParams }: Props) {
  const ctx = await pageContext(await params, "campaigns.read");
  const search = await searchParams;
  const mayWrite = roleCan(ctx.member.role, "campaigns.write");
  const newButton = (
    <Button asChild>
      <Link href={pathIn(ctx.workspace.slug, "/campaigns/new")}>
        <MailPlus aria-hidden />
        {t("New campaign")}
      </Link>
    </Button>
  );
  if (!(await hasCampaigns(ctx))) return <FirstCampaign action={mayWrite ? newButton : undefined} />;
  return (
    <>
      <PageHeader title={t("Campaigns")} actions={mayWrite ? newButton : undefined} />
      {search.view === "calendar" ? (
        <CalendarView ctx={ctx} month={typeof search.month === "string" ? search.month : null} />
      ) : (
        <ListView ctx={ctx} filters={CampaignFilters.parse(search)} />
      )}
    </>
  );
}

function FirstCampaign({ action }: { action: React.ReactNode }) {
  return (
    <>
      <PageHeader title={t("Campaigns")} />
      <EmptyState
        icon={<MailPlus aria-hidden />}
        title={t("Start your first campaign")}
        description={t(
          "A campaign is one mail to many people: pick a design, write it, choose who gets it, and watch it arrive.",
        )}
        action={action}
      />
    </>
  );
}

async function ListView({ ctx, filters }: { ctx: PageContext; filters: CampaignFilters }) {
  const [{ campaigns, next }, labels] = await Promise.all([findCampaigns(ctx, filters), findLabels(ctx)]);
  const here = (after?: string) => pathIn(ctx.workspace.slug, "/campaigns", { ...queryOf(filters), after });
  return (
    <>
      <CampaignListBar query={filters} labels={labels} />
      {campaigns.length === 0 ? (
        <NothingFound filters={filters} />
      ) : (
        <CampaignTable campaigns={campaigns} query={filters} />
      )}
      <Pagination previous={filters.after ? { href: here() } : null} next={next ? { href: here(next) } : null} />
    </>
  );
}

function NothingFound({ filters: { q, label } }: { filters: CampaignFilters }) {
  if (q)
    return (
      <EmptyState
        title={t("No campaign is called “{q}”", { q })}
        description={t("Names and subjects were searched.")}
      />
    );
  if (label)
    return (
      <EmptyState
        title={t("Nothing here has the label “{label}”", { label })}
        description={t("Choose another label or status.")}
      />
    );
  return <EmptyState title={t("Nothing here")} description={t("No campaign has this status.")} />;
}

async function CalendarView({ ctx, month }: { ctx: PageContext; month: string | null }) {
  const { timeZone } = ctx.workspace;
  const shown = calendarMonth(month, timeZone, ctx.now());
  const [days, drafts, usual] = await Promise.all([
    findCalendar(ctx, shown, timeZone),
    roleCan(ctx.member.role, "campaigns.write") ? findDrafts(ctx) : null,
    findUsualTime(ctx, timeZone),
  ]);
  return (
    <>
      <CampaignListBar query={null} labels={[]} />
      <CampaignCalendar month={shown} days={days} drafts={drafts} usual={usual} />
    </>
  );
}
