import { z } from "zod";
import { askToSend } from "@/lib/campaigns/send-requests/ask-to-send";
import { findSendRequest } from "@/lib/campaigns/send-requests/queries";
import { AskToSend } from "@/lib/campaigns/send-requests/schema";
import { sendRequestStates } from "@/lib/campaigns/send-requests/send-request-states.shared";
import { idParam, Time } from "@/lib/edges/api/resources/shapes";
import { counted, defineTool } from "./tool";

const SendRequest = z.object({
  id: z.string(),
  state: z.enum(sendRequestStates).meta({
    description: "`void`: the campaign was changed, or asked about again. `expired`: nobody answered within a day.",
  }),
  campaignId: z.string(),
  campaignName: z.string(),
  subject: z.string(),
  fromName: z.string(),
  fromEmail: z.string(),
  audience: z.number().int(),
  at: Time.nullable(),
  note: z.string(),
  askedAt: Time,
  expiresAt: Time,
  decidedBy: z.string().nullable(),
  decidedAt: Time.nullable(),
});

const request = defineTool({
  name: "request_campaign_send",
  title: "Ask to send a campaign",
  description:
    "Asks the people of the workspace whether a draft may be sent as it stands. This sends nothing: one of them looks at audience, sender and subject in the product and confirms within a day. Any change of the draft voids the question. Look at check_campaign first.",
  scopes: ["campaigns.write"],
  change: {},
  heavy: true,
  input: z.strictObject({ campaignId: idParam("cmp"), at: AskToSend.shape.at, note: AskToSend.shape.note }),
  answer: SendRequest,
  run: (ctx, input) => askToSend(ctx, input),
  say: ({ campaignName, audience }) =>
    `Nothing was sent. “${campaignName}” waits for a person, who confirms or declines it in Homing; it is for ${counted(audience, "person", "people")}.`,
});

const status = defineTool({
  name: "get_send_request",
  title: "What became of a question",
  description:
    "Whether a person has confirmed or declined what request_campaign_send asked. Do not ask again while it is pending.",
  scopes: ["campaigns.read"],
  input: z.strictObject({ sendRequestId: idParam("srq") }),
  answer: SendRequest,
  run: (ctx, input) => findSendRequest(ctx, input),
  say: ({ state }) => `It is ${state}.`,
});

export const sendRequestTools = [status, request];
