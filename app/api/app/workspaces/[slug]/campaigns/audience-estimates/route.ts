import { appRoute } from "@/lib/base/routes/app-route";
import { AudienceInput } from "@/lib/campaigns/draft/schema";
import { checkAudience } from "@/lib/people/audiences/check-audience";
import { estimateAudience } from "@/lib/people/audiences/estimate-audience";

/** Counts an audience that is not saved yet; changes nothing. */
export const POST = appRoute(
  "campaigns.read",
  async (ctx, { body }) => {
    const audience = AudienceInput.parse(body);
    await checkAudience(ctx, audience);
    return estimateAudience(ctx, audience);
  },
  { heavy: true },
);
