import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { getContact } from "./get-contact";

/** What a person did with a mail, the most telling first. Opens and clicks of machines do not count. */
export type MailOutcome = "clicked" | "opened" | "complained" | "bounced" | "delivered";

/** How close a person is: by what they did last, never by what machines did. */
export type EngagementLevel = "active" | "cooling" | "quiet" | "silent" | "new";

export interface ContactEngagement {
  level: EngagementLevel;
  /** The latest mails of campaigns, newest first, at most 24; times are ISO 8601. */
  mails: { messageId: string; campaign: string | null; sentAt: string; outcome: MailOutcome }[];
}

const shown = 24;
const dayMs = 86_400_000;
const activeDays = 30;
const coolingDays = 90;

/** What a contact did with the latest mails. */
export async function contactEngagement(ctx: Ctx, contactId: string): Promise<ContactEngagement> {
  const contact = await getContact(ctx, contactId);
  const rows = await ctx.db.message.findMany({
    where: { workspaceId: ctx.workspaceId, contactId, kind: "campaign", sentAt: { not: null } },
    orderBy: [{ sentAt: "desc" }, { id: "desc" }],
    take: shown,
    select: {
      id: true,
      campaignId: true,
      sentAt: true,
      bouncedAt: true,
      complainedAt: true,
      firstOpenedAt: true,
      firstClickedAt: true,
    },
  });
  const ids = [...new Set(rows.flatMap(({ campaignId }) => campaignId ?? []))];
  const campaigns = await ctx.db.campaign.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: ids } },
    select: { id: true, name: true },
  });
  const names = new Map(campaigns.map(({ id, name }) => [id, name]));
  return {
    level: levelOf(contact.lastActivityAt, rows.length > 0, ctx.now()),
    mails: rows.map((row) => ({
      messageId: publicId("msg", row.id),
      campaign: names.get(row.campaignId ?? "") ?? null,
      sentAt: (row.sentAt ?? ctx.now()).toISOString(),
      outcome: outcomeOf(row),
    })),
  };
}

function levelOf(lastActivityAt: Date | null, wasMailed: boolean, now: Date): EngagementLevel {
  if (!lastActivityAt) return wasMailed ? "silent" : "new";
  const days = (now.getTime() - lastActivityAt.getTime()) / dayMs;
  if (days <= activeDays) return "active";
  return days <= coolingDays ? "cooling" : "quiet";
}

type Times = Record<"bouncedAt" | "complainedAt" | "firstOpenedAt" | "firstClickedAt", Date | null>;

function outcomeOf({ bouncedAt, complainedAt, firstOpenedAt, firstClickedAt }: Times): MailOutcome {
  if (complainedAt) return "complained";
  if (firstClickedAt) return "clicked";
  if (firstOpenedAt) return "opened";
  return bouncedAt ? "bounced" : "delivered";
}
