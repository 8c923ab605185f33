import { z } from "zod";
import { previewCampaign } from "@/lib/campaigns/draft/preview-campaign";
import { ScheduleCampaign, SendTest } from "@/lib/campaigns/draft/schema";
import { sendTests } from "@/lib/campaigns/draft/send-test";
import { cancelCampaign } from "@/lib/campaigns/lifecycle/cancel-campaign";
import { launchCampaign } from "@/lib/campaigns/lifecycle/launch-campaign";
import { pauseCampaign, resumeCampaign } from "@/lib/campaigns/lifecycle/pause-campaign";
import { scheduleCampaign, unscheduleCampaign } from "@/lib/campaigns/lifecycle/schedule-campaign";
import { runPreflight } from "@/lib/campaigns/preflight/run-preflight";
import { defineOperation } from "@/lib/edges/api/operation";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { CampaignParam, CampaignStanding, campaignGroup as group, standingOf } from "./campaign-shapes";
import { ContactOf, ContentPreview, contactOf } from "./shapes";

const preview = defineOperation({
  id: "previewCampaign",
  method: "GET",
  path: "/campaigns/{campaign_id}/preview",
  group,
  summary: "Look at a campaign as one contact would get it",
  description:
    "For `contact`; without it for somebody of whom only the address is known. `issues` says what is wrong with the content.",
  scope: "campaigns.read",
  also: ["contacts.read"],
  heavy: true,
  params: CampaignParam,
  query: ContactOf,
  answer: ContentPreview,
  run: async (ctx, { params, query }) => previewCampaign(ctx, { ...params, contactId: await contactOf(ctx, query) }),
});

const Finding = z
  .object({
    level: z.enum(["block", "warn", "ok"]),
    code: z.string().meta({ description: "Stable, such as `sender_missing`." }),
    title: z.string(),
    detail: z.string(),
    fix: z.string().optional().meta({ description: "Where it is put right." }),
  })
  .meta({ id: "Finding" });

const preflight = defineOperation({
  id: "checkCampaign",
  method: "GET",
  path: "/campaigns/{campaign_id}/preflight",
  group,
  summary: "Check a campaign before it is sent",
  description:
    "What `block`s stops a launch. What `warn`s does not, here as in the product: look at it before you launch. Counts the real audience, and names people for whom something is missing.",
  scope: "campaigns.read",
  also: ["contacts.read"],
  heavy: true,
  params: CampaignParam,
  answer: z.object({
    findings: z.array(Finding),
    estimate: z.object({
      total: z.number().int(),
      willReceive: z.number().int(),
      excludedByReason: z.record(z.string(), z.number().int()),
      isAbout: z.boolean().meta({
        description:
          "There are more than 200,000, so a sample was counted and the numbers are rounded. A launch counts everybody.",
      }),
    }),
  }),
  run: async (ctx, { params }) => {
    const { findings, estimate } = await runPreflight(ctx, params.campaignId);
    return { findings, estimate };
  },
});

const test = defineOperation({
  id: "sendCampaignTest",
  method: "POST",
  path: "/campaigns/{campaign_id}/test-sends",
  group,
  summary: "Send a test to up to five addresses",
  description:
    "With the values of `contact`, which asks for `contacts.read` too. The subject begins with [Test], and no number counts it. `accepted` and `reply` say what the other side answered.",
  scope: "campaigns.write",
  overNetwork: true,
  params: CampaignParam,
  body: z.strictObject({ to: SendTest.shape.to, ...ContactOf.shape }),
  example: { to: ["editor@example.com"] },
  answer: z.object({ results: z.array(z.object({ to: z.string(), accepted: z.boolean(), reply: z.string() })) }),
  run: async (ctx, { params, body: { to, ...who } }) =>
    sendTests(ctx, { ...params, to, contactId: await contactOf(ctx, who) }),
});

type Verb = (ctx: KeyCtx, ref: { campaignId: string }) => Promise<void>;

/** A move of a campaign, and where it stands then. */
const moving =
  (verb: Verb) =>
  async (ctx: KeyCtx, { params }: { params: { campaignId: string } }) => {
    await verb(ctx, params);
    return standingOf(ctx, params.campaignId);
  };
const move = { group, scope: "campaigns.send", params: CampaignParam, answer: CampaignStanding } as const;
const { at, localTime, spreadMinutes } = ScheduleCampaign.shape;
const checked =
  "The pre-flight must pass, else the problem is `preflight_failed`: each finding that blocks stands in its `errors`, with its code as `field`. Warnings do not stop it.";

const launch = defineOperation({
  ...move,
  id: "launchCampaign",
  method: "PUT",
  path: "/campaigns/{campaign_id}/launch",
  summary: "Send a campaign now",
  description: `${checked} A second launch is a conflict and sends nothing.`,
  run: moving(launchCampaign),
});

const schedule = defineOperation({
  ...move,
  id: "scheduleCampaign",
  method: "PUT",
  path: "/campaigns/{campaign_id}/schedule",
  summary: "Send a campaign later",
  description: `Sets or moves the time. ${checked} It is checked again at that time.`,
  body: z.strictObject({ at, localTime, spreadMinutes }),
  example: { at: "2027-04-01T09:00:00+02:00", local_time: true },
  run: async (ctx, { params, body }) => {
    await scheduleCampaign(ctx, { ...body, ...params });
    return standingOf(ctx, params.campaignId);
  },
});

const unschedule = defineOperation({
  ...move,
  id: "unscheduleCampaign",
  method: "DELETE",
  path: "/campaigns/{campaign_id}/schedule",
  summary: "Take a campaign off the schedule",
  description: "It is a draft again.",
  run: moving(unscheduleCampaign),
});

const pause = defineOperation({
  ...move,
  id: "pauseCampaign",
  method: "PUT",
  path: "/campaigns/{campaign_id}/pause",
  summary: "Pause a campaign",
  description: "Nothing new leaves; every message that waits is kept.",
  run: moving(pauseCampaign),
});

const resume = defineOperation({
  ...move,
  id: "resumeCampaign",
  method: "DELETE",
  path: "/campaigns/{campaign_id}/pause",
  summary: "Go on with a paused campaign",
  description: "Nobody gets it twice.",
  run: moving(resumeCampaign),
});

const cancel = defineOperation({
  ...move,
  id: "cancelCampaign",
  method: "PUT",
  path: "/campaigns/{campaign_id}/cancellation",
  summary: "End a campaign for good",
  description: "What has left stays in the report.",
  run: moving(cancelCampaign),
});

export const campaignSendingOperations = [
  preview,
  preflight,
  test,
  launch,
  schedule,
  unschedule,
  pause,
  resume,
  cancel,
];
