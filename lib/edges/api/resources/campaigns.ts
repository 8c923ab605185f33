import { z } from "zod";
import { inTransaction } from "@/lib/base/db/transaction";
import { archiveCampaign } from "@/lib/campaigns/draft/archive-campaign";
import { createCampaign } from "@/lib/campaigns/draft/create-campaign";
import { deleteCampaign } from "@/lib/campaigns/draft/delete-campaign";
import { duplicateCampaign } from "@/lib/campaigns/draft/duplicate-campaign";
import { findCampaigns, getDraft, getSummary } from "@/lib/campaigns/draft/queries";
import { resendCampaign } from "@/lib/campaigns/draft/resend-campaign";
import {
  CampaignFilters,
  CampaignLabel,
  CreateCampaign,
  SetLabels,
  UpdateCampaign,
} from "@/lib/campaigns/draft/schema";
import { setLabels } from "@/lib/campaigns/draft/set-labels";
import { updateCampaign } from "@/lib/campaigns/draft/update-campaign";
import { defineOperation } from "@/lib/edges/api/operation";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { lockCampaign } from "@/lib/sending/campaign/get-campaign";
import { campaignStatuses } from "@/lib/sending/campaign/status.shared";
import {
  Campaign,
  CampaignItem,
  CampaignParam,
  CampaignStanding,
  campaignGroup as group,
  standingOf,
} from "./campaign-shapes";
import { asPage, idCursor, oneContent, pageOf, pageQuery, writtenContent } from "./shapes";

/** What an author may write. The kind of content follows from what is given. */
const edited = UpdateCampaign.omit({ campaignId: true, version: true, contentKind: true }).shape;
const kindOf = (body: { document?: unknown; html?: unknown }) => {
  if (body.html !== undefined) return { contentKind: "html" } as const;
  return body.document === undefined ? {} : ({ contentKind: "document" } as const);
};
const described = writtenContent(UpdateCampaign.shape);

const CreateBody = z
  .strictObject({ ...edited, ...described, templateId: CreateCampaign.shape.templateId })
  .refine(...oneContent);
const UpdateBody = z
  .strictObject({
    ...edited,
    ...described,
    version: UpdateCampaign.shape.version
      .optional()
      .meta({ description: "The one that was read: a change made since is then refused and not lost." }),
  })
  .refine(...oneContent);

/** Writes to a draft that the same transaction holds. */
async function write(tx: KeyCtx, campaignId: string, changes: object, version?: number): Promise<void> {
  const current = version ?? (await lockCampaign(tx, campaignId)).version;
  await updateCampaign(tx, { ...changes, ...kindOf(changes), campaignId, version: current });
}

const list = defineOperation({
  id: "listCampaigns",
  method: "GET",
  path: "/campaigns",
  group,
  summary: "List campaigns",
  description: "Newest first, without their content. `query` looks in names and subjects.",
  scope: "campaigns.read",
  query: z.strictObject({
    ...pageQuery,
    cursor: idCursor("cmp"),
    status: z.enum(campaignStatuses).optional(),
    query: z.string().trim().max(200).default(""),
    label: CampaignLabel.optional().meta({ description: "Those that have it, as it is spelled." }),
    archived: z.enum(["yes"]).optional().meta({ description: "Those that were put away, instead of the others." }),
  }),
  answer: pageOf(CampaignItem),
  run: async (ctx, { query: { limit, cursor, status, query, label, archived } }) => {
    const filters = { tab: archived ? "archived" : "all", status, q: query, label, after: cursor };
    const { campaigns, next } = await findCampaigns(ctx, CampaignFilters.parse(filters), limit);
    return asPage(campaigns, next);
  },
});

const create = defineOperation({
  id: "createCampaign",
  method: "POST",
  path: "/campaigns",
  group,
  summary: "Make a campaign",
  description:
    "A draft from a template, a document or HTML. Without a sender it has the default one of the workspace. Nothing is sent before it is launched.",
  scope: "campaigns.write",
  status: 201,
  body: CreateBody,
  example: {
    name: "Spring news",
    subject: "Spring is here",
    html: '<p>Hello {{ contact.first_name | default: "there" }}</p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>',
  },
  answer: CampaignStanding,
  run: (ctx, { body: { templateId, ...changes } }) =>
    inTransaction(ctx, async (tx) => {
      const id = await createCampaign(tx, { templateId, name: changes.name });
      if (Object.keys(changes).length > 0) await write(tx, id, changes, 1);
      return standingOf(tx, id);
    }),
});

const get = defineOperation({
  id: "getCampaign",
  method: "GET",
  path: "/campaigns/{campaign_id}",
  group,
  summary: "Get a campaign",
  scope: "campaigns.read",
  params: CampaignParam,
  answer: Campaign,
  run: async (ctx, { params }) => ({
    ...(await getSummary(ctx, params.campaignId)),
    ...(await getDraft(ctx, params.campaignId)),
  }),
});

const update = defineOperation({
  id: "updateCampaign",
  method: "PATCH",
  path: "/campaigns/{campaign_id}",
  group,
  summary: "Change a draft",
  description: "What is not given stays as it is; `audience` is replaced as a whole. Only drafts can be changed.",
  scope: "campaigns.write",
  params: CampaignParam,
  body: UpdateBody,
  example: { subject: "Spring is really here", preview_text: "Three things to plant now" },
  answer: CampaignStanding,
  run: (ctx, { params, body: { version, ...changes } }) =>
    inTransaction(ctx, async (tx) => {
      await write(tx, params.campaignId, changes, version);
      return standingOf(tx, params.campaignId);
    }),
});

const remove = defineOperation({
  id: "deleteCampaign",
  method: "DELETE",
  path: "/campaigns/{campaign_id}",
  group,
  summary: "Delete a draft",
  description: "For 30 days it can be brought back from the bin. What was sent can only be archived.",
  scope: "campaigns.write",
  params: CampaignParam,
  run: async (ctx, { params }) => {
    await deleteCampaign(ctx, params);
  },
});

const duplicate = defineOperation({
  id: "duplicateCampaign",
  method: "POST",
  path: "/campaigns/{campaign_id}/duplicate",
  group,
  summary: "Copy a campaign",
  description: "Into a new draft with the same content, sender and audience.",
  scope: "campaigns.write",
  status: 201,
  params: CampaignParam,
  answer: CampaignStanding,
  run: async (ctx, { params }) => standingOf(ctx, await duplicateCampaign(ctx, params)),
});

const writeAgain = defineOperation({
  id: "resendCampaign",
  method: "POST",
  path: "/campaigns/{campaign_id}/resend",
  group,
  summary: "Write again to who did not open",
  description:
    "Makes a draft with the same content for a segment of those who got the campaign and neither opened it nor clicked in it; the segment is made where there is none. Nothing is sent.",
  scope: "campaigns.write",
  also: ["segments.write"],
  status: 201,
  params: CampaignParam,
  answer: CampaignStanding,
  run: async (ctx, { params }) => standingOf(ctx, (await resendCampaign(ctx, params)).id),
});

const archiving = { group, path: "/campaigns/{campaign_id}/archive", scope: "campaigns.write" } as const;

const archive = defineOperation({
  ...archiving,
  id: "archiveCampaign",
  method: "PUT",
  summary: "Put a campaign away",
  description: "Its report stays.",
  params: CampaignParam,
  run: (ctx, { params }) => archiveCampaign(ctx, { ...params, archived: true }),
});

const restore = defineOperation({
  ...archiving,
  id: "restoreCampaign",
  method: "DELETE",
  summary: "Bring an archived campaign back",
  params: CampaignParam,
  run: (ctx, { params }) => archiveCampaign(ctx, { ...params, archived: false }),
});

const Labels = z.object({ labels: z.array(z.string()) }).meta({ id: "CampaignLabels" });

const label = defineOperation({
  id: "setCampaignLabels",
  method: "PUT",
  path: "/campaigns/{campaign_id}/labels",
  group,
  summary: "Label a campaign",
  description:
    "It has these labels then and no others, whatever its status. One that differs from a label of the workspace by letter case only is that one.",
  scope: "campaigns.write",
  params: CampaignParam,
  body: z.strictObject(SetLabels.omit({ campaignId: true }).shape),
  example: { labels: ["Spring", "Shop"] },
  answer: Labels,
  run: async (ctx, { params, body }) => ({ labels: await setLabels(ctx, { ...params, ...body }) }),
});

export const campaignOperations = [list, create, get, update, remove, duplicate, writeAgain, archive, restore, label];
