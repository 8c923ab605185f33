import { z } from "zod";
import { isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import { publicId } from "@/lib/base/db/ids";
import { idParam, Time } from "@/lib/edges/api/resources/shapes";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { type ExclusionReason, exclusionReasons } from "@/lib/events/ledger/exclusion-reasons.shared";
import { type Msg, t } from "@/lib/language/t";
import { contactIdOf } from "@/lib/people/contacts/contact-id";
import { getContact } from "@/lib/people/contacts/get-contact";
import { explainAddress } from "@/lib/people/suppressions/explain-address";
import { suppressionReasons } from "@/lib/people/suppressions/reasons.shared";
import type { AddressExplanation } from "@/lib/people/suppressions/schema";
import { bounceLabel, bounceMeaning } from "@/lib/reports/messages/bounce-text.shared";
import { findMessageItems } from "@/lib/reports/messages/find-message-items";
import type { MessageItem } from "@/lib/reports/messages/schema";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";
import { defineTool } from "./tool";

/** Messages of a person that are looked at. */
const LAST = 10;

const Cause = z.object({
  code: z.string().meta({ description: "Stable." }),
  text: z.string().meta({ description: "In words." }),
});
type Cause = z.output<typeof Cause>;

const LastMessage = z.object({
  id: z.string(),
  campaignId: z.string().nullable(),
  place: z.string().meta({ description: "delivered, bounced, failed, suppressed, skipped, unconfirmed or pending." }),
  createdAt: Time,
  sentAt: Time.nullable(),
  reason: z.string().nullable().meta({ description: "Why it did not arrive, in words." }),
  opens: z.number().int(),
  clicks: z.number().int(),
});

/** Why somebody did not get a mail: what stands against the address, and what became of the messages to it. */
export const explainDelivery = defineTool({
  name: "explain_delivery",
  title: "Why did this person not get it?",
  description:
    "Says why an address gets no mail, or why one campaign did not reach it: suppression, lists, exclusion, bounce or failure, with the last messages. Give campaign_id when one campaign is meant.",
  scopes: ["contacts.read", "suppressions.read", "reports.read"],
  input: z.strictObject({
    contact: z.string().max(1000).meta({ description: "The address, or ctc_…, or external: and an id." }),
    campaignId: idParam("cmp").optional(),
  }),
  answer: z.object({
    email: z.string(),
    contactId: z.string().nullable(),
    causes: z
      .array(Cause)
      .meta({ description: "What stands against it, the strongest first; none when nothing does." }),
    suppression: z.object({ reason: z.enum(suppressionReasons), since: Time, until: Time.nullable() }).nullable(),
    confirmedLists: z.array(z.string()),
    messages: z
      .array(LastMessage)
      .meta({ description: "The last ones, newest first; of the campaign where one is named." }),
  }),
  run: async (ctx, { contact, campaignId }) => {
    const { email, contactId } = await whoIs(ctx, contact);
    const explained = await explainAddress(ctx, { email });
    if (campaignId) await getCampaign(ctx, campaignId);
    const { messages } = contactId
      ? await findMessageItems(ctx, { contactId, ...(campaignId && { campaignId }) }, LAST)
      : { messages: [] };
    const { current, confirmedLists } = explained;
    return {
      email: explained.email,
      contactId: contactId && publicId("ctc", contactId),
      causes: causesOf(explained, { messages, ofCampaign: campaignId !== undefined }),
      suppression: current && { reason: current.reason, since: current.from, until: current.expiresAt },
      confirmedLists,
      messages: messages.map(lastMessage),
    };
  },
  say: ({ email, causes: [first, ...others] }) =>
    first
      ? `${email}: ${first.text}${others.length > 0 ? ` And ${others.length} more.` : ""}`
      : `Nothing stands against ${email}: its last messages tell more.`,
});

/** Also an address of nobody: it may be suppressed all the same. */
async function whoIs(ctx: KeyCtx, contact: string): Promise<{ email: string; contactId: string | null }> {
  const address = parseEmailAddress(contact);
  if (!isEmailAddress(address)) {
    const contactId = await contactIdOf(ctx, contact);
    return { email: (await getContact(ctx, contactId)).email, contactId };
  }
  const where = { workspaceId: ctx.workspaceId, emailNormalized: address.normalized };
  const found = await ctx.db.contact.findFirst({ where, select: { id: true } });
  return { email: address.email, contactId: found?.id ?? null };
}

interface Seen {
  messages: readonly MessageItem[];
  ofCampaign: boolean;
}

function causesOf(explained: AddressExplanation, { messages, ofCampaign }: Seen): Cause[] {
  const { contactId, current, installation, confirmedLists } = explained;
  const causes: Cause[] = [];
  if (installation)
    causes.push({
      code: "blocked_everywhere",
      text: `The operator blocks it for all workspaces (${installation.reason}).`,
    });
  if (current)
    causes.push({
      code: `suppressed_${current.reason}`,
      text: `It is suppressed since ${current.from.slice(0, 10)}: ${t(exclusionReasons[`suppressed_${current.reason}`])}.`,
    });
  if (contactId === null) causes.push({ code: "no_contact", text: "No contact has this address." });
  else if (confirmedLists.length === 0)
    causes.push({
      code: "on_no_list",
      text: "The contact is on no list as confirmed: campaigns to lists do not reach it.",
    });
  const [last] = messages;
  if (ofCampaign && !last && contactId !== null)
    causes.push({
      code: "not_in_audience",
      text: "The campaign has no message to it: it was not in the audience when that was frozen, or the campaign has not begun.",
    });
  const reason = last && reasonOf(last);
  if (last && reason) causes.push({ code: `message_${last.place}`, text: reason });
  return causes;
}

const lastMessage = (message: MessageItem): z.input<typeof LastMessage> => {
  const { id, campaignId, place, createdAt, sentAt, opens, clicks } = message;
  return { id, campaignId, place, createdAt, sentAt, opens, clicks, reason: reasonOf(message) };
};

/** Null for what arrived. */
function reasonOf({ place, skipReason, bouncedAt, bounceCategory, replyText }: MessageItem): string | null {
  if (place === "suppressed" || place === "skipped") {
    const known = exclusionReasons[skipReason as ExclusionReason] as Msg | undefined;
    return `Nothing was sent: ${known ? t(known) : (skipReason ?? "left out")}.`;
  }
  if (bouncedAt)
    return [`It came back: ${bounceLabel(bounceCategory)}.`, bounceMeaning(bounceCategory)].filter(Boolean).join(" ");
  if (place === "failed") return `It could not be sent: ${replyText ?? "no reason is known"}`;
  if (place === "pending") return "It waits to be sent, or is tried again.";
  return place === "unconfirmed" ? "It was handed over and the answer was lost: it may have arrived." : null;
}
