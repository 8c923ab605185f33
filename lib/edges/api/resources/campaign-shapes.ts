import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { contentKinds } from "@/lib/content/templates/schema";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";
import { campaignStatuses } from "@/lib/sending/campaign/status.shared";
import { Document, idParam, Time } from "./shapes";

export const campaignGroup = "Campaigns";

export const CampaignParam = z.strictObject({ campaignId: idParam("cmp") });

const ids = z.array(z.string());

export const CampaignItem = z
  .object({
    id: z.string(),
    name: z.string(),
    subject: z.string(),
    status: z.enum(campaignStatuses),
    audienceCount: z.number().int().nullable().meta({ description: "People it was frozen for; null before that." }),
    audienceNames: z.array(z.string()).meta({ description: "Lists, segments and tags that are included." }),
    labels: z.array(z.string()).meta({ description: "By which people sort their campaigns." }),
    scheduledAt: Time.nullable(),
    launchedAt: Time.nullable(),
    finishedAt: Time.nullable(),
    spreadMinutes: z.number().int().nullable().meta({ description: "Null: as fast as the way out allows." }),
    localTime: z.boolean().meta({ description: "`scheduled_at` is meant in everybody's own time zone." }),
    updatedAt: Time,
    archived: z.boolean(),
    totals: z
      .object({
        sent: z.number().int(),
        delivered: z.number().int(),
        openers: z.number().int(),
        clickers: z.number().int(),
      })
      .nullable(),
  })
  .meta({ id: "CampaignItem" });

export const Campaign = CampaignItem.extend({
  version: z.number().int().meta({ description: "Rises with each change; see the change of a draft." }),
  previewText: z.string(),
  senderId: z.string().nullable(),
  contentKind: z.enum(contentKinds),
  document: Document.nullable(),
  html: z.string().nullable(),
  written: z.enum(["nothing", "design", "own"]).meta({
    description: "`design`: the sample text of a built-in design as it came, which is not sent, as `nothing` is not.",
  }),
  templateKey: z.string().nullable().meta({ description: "The built-in design that it began with." }),
  audience: z.object({
    include: z.object({ lists: ids, segments: ids, tags: ids }),
    exclude: z.object({ lists: ids, segments: ids }),
  }),
  trackOpens: z.boolean(),
  trackClicks: z.boolean(),
  returnedBecause: z.string().nullable().meta({ description: "Why the last launch was given back." }),
}).meta({ id: "Campaign" });

/** What whoever may change or send a campaign learns of it, without a right to read it. */
export const CampaignStanding = z
  .object({
    id: z.string(),
    status: z.enum(campaignStatuses),
    version: z.number().int(),
    scheduledAt: Time.nullable(),
  })
  .meta({ id: "CampaignStanding" });

/** Where a campaign stands now. Throws `not_found`. */
export async function standingOf(ctx: Ctx, campaignId: string): Promise<z.input<typeof CampaignStanding>> {
  const { id, status, version, scheduledAt } = await getCampaign(ctx, campaignId);
  return { id: publicId("cmp", id), status, version, scheduledAt: scheduledAt?.toISOString() ?? null };
}
