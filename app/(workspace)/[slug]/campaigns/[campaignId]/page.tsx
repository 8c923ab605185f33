import type { Metadata } from "next";
import { Suspense } from "react";
import { DraftView, LiveProgress, ScheduledCampaign } from "@/components/campaigns/campaign-views";
import { CampaignWizard } from "@/components/campaigns/campaign-wizard";
import { ContentAhead } from "@/components/campaigns/content-ahead";
import { SendRequestAlert } from "@/components/campaigns/send-request-alert";
import { roleCan } from "@/lib/base/permissions.shared";
import { getSummary, presentDraft } from "@/lib/campaigns/draft/queries";
import { failingStep } from "@/lib/campaigns/progress/failing-step";
import { campaignProgress } from "@/lib/campaigns/progress/progress";
import { openSendRequest } from "@/lib/campaigns/send-requests/queries";
import { getBrand } from "@/lib/content/templates/workspace-brand";
import { audienceOptions } from "@/lib/people/audiences/audience-options";
import { estimateAudience } from "@/lib/people/audiences/estimate-audience";
import { readAudience } from "@/lib/people/audiences/stored-audience";
import { findSenders } from "@/lib/sending/transports/queries";
import { loadCampaign } from "./load-campaign";

interface Props {
  params: Promise<{ slug: string; campaignId: string }>;
  searchParams: Promise<{ step?: string | string[] }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, campaignId } = await params;
  return { title: (await loadCampaign(slug, campaignId)).campaign.name };
}

export default async function CampaignPage({ params, searchParams }: Props) {
  const { slug, campaignId } = await params;
  const { ctx, campaign } = await loadCampaign(slug, campaignId);
  if (campaign.status === "draft") {
    const [options, senders, brand, asked] = await Promise.all([
      audienceOptions(ctx),
      findSenders(ctx),
      getBrand(ctx),
      openSendRequest(ctx, campaign),
    ]);
    const parts = { draft: presentDraft(campaign), options, senders };
    const mayWrite = roleCan(ctx.member.role, "campaigns.write");
    return (
      <>
        {asked ? <SendRequestAlert request={asked} aboveBar={mayWrite} /> : null}
        {mayWrite ? <CampaignWizard key={campaign.id} {...parts} brand={brand} /> : <DraftView {...parts} />}
        {mayWrite && (await searchParams).step === "content" ? (
          <Suspense>
            <ContentAhead />
          </Suspense>
        ) : null}
      </>
    );
  }
  const summary = await getSummary(ctx, campaign.id);
  if (campaign.status === "scheduled" && campaign.scheduledAt) {
    const [estimate, failing] = await Promise.all([
      estimateAudience(ctx, readAudience(campaign.audience)),
      failingStep(ctx, campaign.id),
    ]);
    const scheduledAt = campaign.scheduledAt.toISOString();
    return <ScheduledCampaign campaign={{ ...summary, scheduledAt }} estimate={estimate} failing={failing} />;
  }
  return <LiveProgress campaign={summary} initial={await campaignProgress(ctx, campaign.id)} />;
}
