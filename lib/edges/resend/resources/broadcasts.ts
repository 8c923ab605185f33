import { z } from "zod";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { createCampaign } from "@/lib/campaigns/draft/create-campaign";
import { deleteCampaign } from "@/lib/campaigns/draft/delete-campaign";
import { duplicateCampaign } from "@/lib/campaigns/draft/duplicate-campaign";
import { newestCampaigns } from "@/lib/campaigns/draft/newest-campaigns";
import { cancelCampaign } from "@/lib/campaigns/lifecycle/cancel-campaign";
import { launchCampaign } from "@/lib/campaigns/lifecycle/launch-campaign";
import { scheduleCampaign, unscheduleCampaign } from "@/lib/campaigns/lifecycle/schedule-campaign";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import {
  BroadcastChanges,
  NewBroadcast,
  presentBroadcasts,
  presentWholeBroadcast,
  writeBroadcast,
} from "@/lib/edges/resend/broadcast";
import { defineResend } from "@/lib/edges/resend/resend-operation";
import { byId, cursorsOf, listOf, outId, PageQuery, pageAmong, readNormalized } from "@/lib/edges/resend/shapes";
import { timeReader } from "@/lib/edges/resend/time-reader";
import type { StoredBounceKind } from "@/lib/events/ledger/event-types";
import { BOUNCE_KINDS } from "@/lib/events/ledger/message-facts";
import { getCampaignReport } from "@/lib/reports/campaign-report";
import { findRecipients } from "@/lib/reports/find-recipients";
import { RecipientFilters, type RecipientOutcome } from "@/lib/reports/schema";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";

const noun = "Broadcast";
const one = { path: "/broadcasts/{id}", noun, params: byId("cmp") } as const;
const Leaving = z.object({ scheduled_at: z.string().max(100).nullish() });

/** Launches, or with a time schedules: the pre-flight of the product holds here too. */
async function leave(ctx: KeyCtx, campaignId: string, when: string | null | undefined): Promise<void> {
  if (!when) return launchCampaign(ctx, { campaignId });
  const readTime = await timeReader(ctx, [when]);
  await scheduleCampaign(ctx, { campaignId, at: readTime(when, "scheduled_at").toISOString() });
}

const outcomes = {
  ...{ sent: "sent", delivered: "delivered", opened: "opened", clicked: "clicked", bounced: "bounced" },
  ...{ complained: "complained", unsubscribed: "unsubscribed", suppressed: "suppressed" },
} as const satisfies Readonly<Record<string, RecipientOutcome>>;
const bounces = { permanent: "bounced_hard", transient: "bounced_soft", undetermined: "bounced_block" } as const;
type Sort = keyof typeof outcomes;
type BounceType = keyof typeof bounces;

/** As the report counts them. */
function bounceTypeOf(kind: StoredBounceKind | null): BounceType {
  const isOf = (type: BounceType) => BOUNCE_KINDS[bounces[type]].some((each) => each === kind);
  return (Object.keys(bounces) as BounceType[]).find(isOf) ?? "undetermined";
}

const Recipients = PageQuery.safeExtend({
  type: z.enum(Object.keys(outcomes) as [Sort, ...Sort[]]).default("sent"),
  bounce_type: z.enum(["permanent", "transient", "undetermined"]).optional(),
  email: z.string().max(320).optional(),
});

const sending = ["campaigns.send"] as const;

export const resendBroadcastOperations = [
  defineResend({
    id: "resend.broadcasts.create",
    method: "POST",
    path: "/broadcasts",
    noun,
    scopes: ["campaigns.write"],
    status: 201,
    body: NewBroadcast,
    run: (ctx, { body: { send, scheduled_at: when, ...given } }) =>
      inTransaction(ctx, async (tx) => {
        const id = await createCampaign(tx, { name: given.name || given.subject.slice(0, 120) || undefined });
        await writeBroadcast(tx, id, given);
        if (send) await leave(tx, id, when);
        return { object: "broadcast", id };
      }),
  }),
  defineResend({
    id: "resend.broadcasts.list",
    method: "GET",
    path: "/broadcasts",
    noun,
    scopes: ["campaigns.read"],
    query: PageQuery,
    run: async (ctx, { query }) => {
      const { rows, more } = await newestCampaigns(ctx, { ...cursorsOf("cmp", query), limit: query.limit });
      return listOf(await presentBroadcasts(ctx, rows), more);
    },
  }),
  defineResend({
    ...one,
    id: "resend.broadcasts.get",
    method: "GET",
    scopes: ["campaigns.read"],
    run: async (ctx, { params }) => presentWholeBroadcast(ctx, await getCampaign(ctx, params.id)),
  }),
  defineResend({
    ...one,
    id: "resend.broadcasts.update",
    method: "PATCH",
    scopes: ["campaigns.write"],
    body: BroadcastChanges,
    example: { name: "Spring news" },
    run: async (ctx, { params, body }) => {
      await inTransaction(ctx, (tx) => writeBroadcast(tx, params.id, body));
      return { object: "broadcast", id: params.id };
    },
  }),
  defineResend({
    ...one,
    id: "resend.broadcasts.remove",
    method: "DELETE",
    scopes: ["campaigns.write"],
    run: async (ctx, { params }) => {
      await deleteCampaign(ctx, { campaignId: params.id });
      return { object: "broadcast", id: params.id, deleted: true };
    },
  }),
  defineResend({
    ...one,
    id: "resend.broadcasts.send",
    method: "POST",
    path: "/broadcasts/{id}/send",
    scopes: sending,
    body: Leaving,
    run: async (ctx, { params, body }) => {
      await leave(ctx, params.id, body.scheduled_at);
      return { object: "broadcast", id: params.id };
    },
  }),
  defineResend({
    ...one,
    id: "resend.broadcasts.cancel",
    method: "POST",
    path: "/broadcasts/{id}/cancel",
    scopes: sending,
    run: async (ctx, { params }) => {
      const { status } = await getCampaign(ctx, params.id);
      if (status === "draft") throw conflict("This broadcast is a draft: there is nothing to cancel.");
      if (status === "scheduled") await unscheduleCampaign(ctx, { campaignId: params.id });
      else await cancelCampaign(ctx, { campaignId: params.id });
      return { object: "broadcast", id: params.id };
    },
  }),
  defineResend({
    ...one,
    id: "resend.broadcasts.duplicate",
    method: "POST",
    path: "/broadcasts/{id}/duplicate",
    scopes: ["campaigns.write"],
    status: 201,
    run: async (ctx, { params }) => ({
      object: "broadcast",
      id: await duplicateCampaign(ctx, { campaignId: params.id }),
    }),
  }),
  defineResend({
    ...one,
    id: "resend.broadcasts.recipients",
    method: "GET",
    path: "/broadcasts/{id}/recipients",
    scopes: ["reports.read", "contacts.read"],
    heavy: true,
    query: Recipients,
    run: async (ctx, { params, query: { type, bounce_type: bounce, email, ...query } }) => {
      await getCampaign(ctx, params.id);
      const outcome = type === "bounced" && bounce ? bounces[bounce] : outcomes[type];
      const among = {
        ...cursorsOf("msg", query),
        email: email === undefined ? undefined : readNormalized(email, "email"),
      };
      const filters = { ...RecipientFilters.parse({ outcome }), ...among };
      const { rows, next } = await findRecipients(ctx, params.id, filters, query.limit);
      const shown = rows.map((row) => ({
        id: outId("msg", row.messageId),
        contact_id: row.contactId && outId("ctc", row.contactId),
        email: row.email,
        ...((type === "opened" || type === "clicked") && { count: type === "opened" ? row.openCount : row.clickCount }),
        ...(type === "bounced" && { bounce_type: bounceTypeOf(row.bounceKind) }),
      }));
      return listOf(shown, next !== null);
    },
  }),
  defineResend({
    ...one,
    id: "resend.broadcasts.clickedLinks",
    method: "GET",
    path: "/broadcasts/{id}/clicked-links",
    scopes: ["reports.read"],
    heavy: true,
    query: PageQuery,
    run: async (ctx, { params, query }) => {
      const { links } = await getCampaignReport(ctx, params.id);
      const clicked = links.filter(({ humanClicks }) => humanClicks > 0);
      const shown = clicked.map(({ id, url, humanClicks, humanClickers }) => ({
        ...{ id: outId("lnk", id), url, clicks: humanClicks, unique_clicks: humanClickers },
      }));
      return pageAmong(shown, query);
    },
  }),
];
