import { z } from "zod";
import { CampaignStanding } from "@/lib/edges/api/resources/campaign-shapes";
import { Contact } from "@/lib/edges/api/resources/contacts";
import { toolOf } from "./from-operation";
import { counted } from "./tool";

const upsertContact = toolOf("upsertContact", {
  name: "upsert_contact",
  title: "Add or change a contact",
  description:
    "Found by external_id, else by email; made when nobody is found. What is not given stays. lists need the proof of consent: only put somebody on a list who agreed to it. Who has left a list stays off it.",
  change: { replaces: true, idempotent: true },
  without: ["resubscribe"],
  answer: z.object({ action: z.enum(["created", "updated", "unchanged"]), contact: Contact }),
  say: ({ action, contact }) => `${contact.email}: ${action}.`,
});

const unsubscribe = toolOf("unsubscribe", {
  name: "unsubscribe_contact",
  title: "Take a contact off a list",
  description:
    "Ends a subscription, when the person asked for it. It cannot be taken back here: only the person can come back.",
  change: { replaces: true, idempotent: true },
  answer: z.object({ ended: z.number().int() }),
  say: ({ ended }) => (ended > 0 ? "Taken off the list." : "They were not on the list."),
});

const suppress = toolOf("addSuppressions", {
  name: "suppress_addresses",
  title: "Suppress addresses",
  description:
    "No mail goes to them from then on, whatever list they are on. For people who asked not to be written to.",
  change: { idempotent: true },
  answer: z.object({
    read: z.number().int(),
    added: z.number().int(),
    known: z.number().int(),
    refused: z.number().int(),
  }),
  say: ({ added, known, refused }) =>
    `${counted(added, "address", "addresses")} added, ${known} known, ${refused} refused.`,
});

const draftCampaign = toolOf("createCampaign", {
  name: "draft_campaign",
  title: "Draft a campaign",
  description:
    "A draft of HTML with merge tags, or of a template. HTML needs a link to {{ unsubscribe_url }}. Nothing is sent: check_campaign says what is missing, request_campaign_send asks a person.",
  change: {},
  without: ["document"],
  answer: CampaignStanding,
  say: ({ id }) => `Drafted as ${id}.`,
});

const changeDraft = toolOf("updateCampaign", {
  name: "update_campaign_draft",
  title: "Change a draft",
  description:
    "What is not given stays; audience is replaced as a whole. Only drafts. A question whether it may be sent, asked before, no longer counts then.",
  change: { replaces: true, idempotent: true },
  without: ["document"],
  answer: CampaignStanding,
  say: ({ version }) => `Saved as version ${version}.`,
});

const pause = toolOf("pauseCampaign", {
  name: "pause_campaign",
  title: "Pause a campaign",
  description: "Nothing new leaves; every message that waits is kept. A person goes on with it in the product.",
  change: { idempotent: true },
  answer: CampaignStanding,
  say: ({ status }) => `The campaign is ${status}.`,
});

/** They need the scope `assistants.write` besides their own. None of them sends a mail, and none deletes anybody. */
export const changingTools = [upsertContact, unsubscribe, suppress, draftCampaign, changeDraft, pause];
