import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import type { Campaign } from "@/lib/base/db/generated/client";
import { escapeHtml } from "@/lib/base/html/escape-html";
import { updateCampaign } from "@/lib/campaigns/draft/update-campaign";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { MailboxText } from "@/lib/emails/schema";
import { plainMailbox } from "@/lib/mail/mime/address";
import { readAudience } from "@/lib/people/audiences/stored-audience";
import { findFields } from "@/lib/people/contacts/fields";
import { topicsOutside } from "@/lib/people/segments/topics-outside";
import { lockCampaign } from "@/lib/sending/campaign/get-campaign";
import type { CampaignStatus } from "@/lib/sending/campaign/status.shared";
import { createSender } from "@/lib/sending/transports/create-sender";
import { findGroup } from "./group";
import { liquidOf } from "./merge-tags";
import { withoutNulls } from "./shapes";
import { outsideTopic } from "./topic-audience";

const replies = z.union([MailboxText.transform((one) => [one]), z.array(MailboxText).max(10)]).optional();

const written = {
  name: z.string().optional(),
  segment_id: z.string().optional(),
  audience_id: z.string().optional(),
  reply_to: replies,
  preview_text: z.string().optional(),
  html: z.string().optional(),
  text: z.string().optional(),
  topic_id: z.string().optional(),
};

export const NewBroadcast = z.preprocess(
  withoutNulls,
  z
    .object({
      ...written,
      from: MailboxText,
      subject: z.string(),
      send: z.boolean().default(false),
      scheduled_at: z.string().max(100).optional(),
    })
    .refine(({ segment_id: segment, audience_id: audience }) => segment !== undefined || audience !== undefined, {
      error: "Name a segment.",
      path: ["segment_id"],
    })
    .refine(({ send, scheduled_at: when }) => send || when === undefined, {
      error: "Give a time together with `send`, or later when it is sent.",
      path: ["scheduled_at"],
    }),
);
export const BroadcastChanges = z.preprocess(
  withoutNulls,
  z.object({ ...written, from: MailboxText.optional(), subject: z.string().optional() }),
);
type BroadcastChanges = z.output<typeof BroadcastChanges>;

/** Writes what was given into a draft that the same transaction holds. */
export async function writeBroadcast(tx: KeyCtx, campaignId: string, given: BroadcastChanges): Promise<void> {
  const { name, subject, preview_text: previewText } = given;
  const before = await lockCampaign(tx, campaignId);
  const senderId = given.from && (await senderOf(tx, given.from, given.reply_to?.[0]));
  const audience = await audienceOf(tx, before, given);
  const html = await contentOf(tx, given);
  await updateCampaign(tx, {
    ...{ campaignId, version: before.version, name: name || undefined, previewText, senderId, audience },
    subject: subject === undefined ? undefined : liquidOf(subject),
    ...(html !== undefined && { html, contentKind: "html" as const }),
  });
}

/** The sender with this address; made when there is none. Its name and where answers go are those that it has in Homing. */
async function senderOf(
  tx: KeyCtx,
  from: z.output<typeof MailboxText>,
  replyTo: z.output<typeof MailboxText> | undefined,
): Promise<string> {
  const key = { workspaceId_email: { workspaceId: tx.workspaceId, email: from.address } };
  const found = await tx.db.sender.findUnique({ where: key, select: { id: true } });
  if (found) return found.id;
  const reply = replyTo?.address ?? null;
  return (
    await createSender(tx, {
      name: from.name || from.address.split("@")[0] || "News",
      email: from.address,
      replyTo: reply,
    })
  ).id;
}

async function audienceOf(tx: KeyCtx, { audience: stored }: Pick<Campaign, "audience">, given: BroadcastChanges) {
  const groupId = given.segment_id ?? given.audience_id;
  if (groupId === undefined && given.topic_id === undefined) return undefined;
  const { include, exclude } = readAudience(stored);
  const group = groupId === undefined ? null : await findGroup(tx, groupId);
  const lists = group?.kind === "list" ? [group.id] : [];
  const segments = group?.kind === "segment" ? [group.id] : [];
  return {
    include: group ? { lists, segments, tags: [] } : include,
    exclude: given.topic_id === undefined ? exclude : { lists: [], segments: [await outsideTopic(tx, given.topic_id)] },
  };
}

/** Text alone becomes the paragraphs of a mail, so that it has its way out and its numbers. */
async function contentOf(tx: KeyCtx, { html, text }: BroadcastChanges): Promise<string | undefined> {
  const given = html ?? (text === undefined ? undefined : paragraphsOf(text));
  if (given === undefined) return undefined;
  const fallbacks = (await findFields(tx)).flatMap(({ key, fallback }) =>
    fallback === null ? [] : [[key, fallback] as const],
  );
  return liquidOf(given, { fallbacks: new Map(fallbacks) });
}

const paragraphsOf = (text: string) =>
  text
    .split(/\n\n/)
    .map((part) => `<p>${escapeHtml(part).replaceAll("\n", "<br>")}</p>`)
    .join("\n");

const statuses = {
  ...{ draft: "draft", scheduled: "scheduled", preparing: "queued", sending: "queued", paused: "queued" },
  ...{ sent: "sent", cancelled: "canceled" },
} as const satisfies Readonly<Record<CampaignStatus, string>>;

type Listed = Omit<Campaign, "document" | "html">;

/** Campaigns as Resend lists them. */
export async function presentBroadcasts(ctx: Ctx, rows: readonly Listed[]) {
  const topics = await topicsOutside(
    ctx,
    rows.flatMap(({ audience }) => readAudience(audience).exclude.segments),
  );
  return rows.map((row) => presentBroadcast(row, topics));
}

function presentBroadcast(row: Listed, topics: ReadonlyMap<string, string>) {
  const { include, exclude } = readAudience(row.audience);
  const groupId = include.lists[0] ?? include.segments[0] ?? null;
  return {
    ...{ id: row.id, name: row.name, audience_id: groupId, segment_id: groupId, status: statuses[row.status] },
    topic_id: exclude.segments.flatMap((id) => topics.get(id) ?? [])[0] ?? null,
    created_at: row.createdAt.toISOString(),
    scheduled_at: row.scheduledAt?.toISOString() ?? null,
    sent_at: row.launchedAt?.toISOString() ?? null,
  };
}

/** With what it says. */
export async function presentWholeBroadcast(ctx: Ctx, campaign: Campaign) {
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaign.senderId ?? "" } };
  const sender = campaign.senderId === null ? null : await ctx.db.sender.findUnique({ where });
  const topics = await topicsOutside(ctx, readAudience(campaign.audience).exclude.segments);
  return {
    object: "broadcast",
    ...presentBroadcast(campaign, topics),
    from: sender && plainMailbox({ name: sender.name, address: sender.email }),
    reply_to: sender?.replyTo ? [sender.replyTo] : null,
    ...{ subject: campaign.subject, preview_text: campaign.previewText, html: campaign.html, text: null },
  };
}
