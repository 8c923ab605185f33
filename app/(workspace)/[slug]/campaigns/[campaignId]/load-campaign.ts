import { notFound } from "next/navigation";
import { cache } from "react";
import { AppError } from "@/lib/base/errors";
import { pageContext } from "@/lib/base/routes/page-context";
import { CampaignRef } from "@/lib/campaigns/draft/schema";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";

/** The campaign of the address with its page's context; 404 for a wrong id and for strangers. One look-up a request. */
export const loadCampaign = cache(async (slug: string, id: string) => {
  const ctx = await pageContext({ slug }, "campaigns.read");
  const ref = CampaignRef.safeParse({ campaignId: id });
  if (!ref.success) notFound();
  try {
    return { ctx, campaign: await getCampaign(ctx, ref.data.campaignId) };
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
});
