import { z } from "zod";
import { publicId } from "@/lib/base/db/ids";
import { previewCampaign } from "@/lib/campaigns/draft/preview-campaign";
import { findTemplates } from "@/lib/content/templates/queries";
import { contentKinds } from "@/lib/content/templates/schema";
import { operations } from "@/lib/edges/api/operations";
import { Campaign, CampaignItem, CampaignParam } from "@/lib/edges/api/resources/campaign-shapes";
import { ContactOf, ContentPreview, contactOf, pageOf } from "@/lib/edges/api/resources/shapes";
import { toolOf } from "./from-operation";
import { pageInput, pageOfAll } from "./page-of-all";
import { counted, defineTool, sayPage } from "./tool";

/** What the operation of this id answers. */
const answerOf = (operationId: string) => operations.find(({ id }) => id === operationId)!.answer as z.ZodObject;

const listCampaigns = toolOf("listCampaigns", {
  name: "list_campaigns",
  title: "List campaigns",
  description: "Newest first, without their content; query looks in names and subjects, status narrows them.",
  answer: pageOf(CampaignItem),
  say: sayPage("campaign"),
});

const getCampaign = toolOf("getCampaign", {
  name: "get_campaign",
  title: "Get a campaign",
  description:
    "Settings, audience and where it stands. What it says is shown by preview_campaign, its numbers by get_campaign_report.",
  answer: Campaign.omit({ document: true, html: true }),
  say: ({ name, status }) => `“${name}” is ${status}.`,
});

const preview = defineTool({
  name: "preview_campaign",
  title: "Preview a campaign",
  description:
    "Subject and text as one contact would get them, and what is wrong with the content. Without contact: for somebody of whom only the address is known.",
  scopes: ["campaigns.read", "contacts.read"],
  heavy: true,
  input: z.strictObject({ ...CampaignParam.shape, ...ContactOf.shape }),
  answer: ContentPreview.omit({ html: true }),
  run: async (ctx, { campaignId, contact }) =>
    previewCampaign(ctx, { campaignId, contactId: await contactOf(ctx, { contact }) }),
  say: ({ subject, issues }) => `“${subject}”; ${counted(issues.length, "issue")} with the content.`,
});

const check = toolOf("checkCampaign", {
  name: "check_campaign",
  title: "Check a campaign before it is sent",
  description:
    "The pre-flight: what blocks a send, what is worth a look, how many would receive it, and why the others would not.",
  answer: answerOf("checkCampaign"),
  say: (answer) => {
    const { findings, estimate } = answer as { findings: { level: string }[]; estimate: { willReceive: number } };
    const blocks = findings.filter(({ level }) => level === "block").length;
    return `${blocks === 0 ? "Nothing blocks it" : `${counted(blocks, "finding")} block it`}; ${counted(estimate.willReceive, "person", "people")} would receive it.`;
  },
});

const listTemplates = defineTool({
  name: "list_templates",
  title: "List the templates",
  description: "From which draft_campaign can begin; last changed first, without their content.",
  scopes: ["templates.read"],
  input: z.strictObject(pageInput),
  answer: pageOf(
    z.object({ id: z.string(), name: z.string(), description: z.string(), contentKind: z.enum(contentKinds) }),
  ),
  run: async (ctx, page) =>
    pageOfAll(
      (await findTemplates(ctx)).map(({ id, ...template }) => ({ ...template, id: publicId("tpl", id) })),
      page,
    ),
  say: sayPage("template"),
});

const report = toolOf("getCampaignReport", {
  name: "get_campaign_report",
  title: "Get the report of a campaign",
  description:
    "Delivered, opened, clicked, bounced, unsubscribed and complained, people apart from privacy proxies and machines; each link; and averages of the last 90 days. Shares are from 0 to 1.",
  answer: answerOf("getCampaignReport"),
  say: (answer) => {
    const { campaign, numbers } = answer as { campaign: { name: string }; numbers: { delivered: number } };
    return `“${campaign.name}”: delivered to ${counted(numbers.delivered, "person", "people")}.`;
  },
});

const breakdown = toolOf("getCampaignBreakdown", {
  name: "get_campaign_breakdown",
  title: "Break a campaign down",
  description: "A campaign by mailbox provider, mail program and device: the twelve largest of each.",
  answer: answerOf("getCampaignBreakdown"),
  say: () => "By mailbox provider, mail program and device.",
});

export const campaignTools = [listCampaigns, getCampaign, preview, check, listTemplates, report, breakdown];
