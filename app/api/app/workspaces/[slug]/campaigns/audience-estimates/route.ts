import { checkAudience } from "@/lib/campaigns/check-audience";
import { estimateAudience } from "@/lib/campaigns/estimate-audience";
import { AudienceInput } from "@/lib/campaigns/schema";
import { appRoute } from "@/lib/http/app-route";

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
