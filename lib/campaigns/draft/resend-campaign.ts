import type { Ctx } from "@/lib/base/context";
import type { Campaign } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { foldText } from "@/lib/base/text/fold-text.shared";
import { t } from "@/lib/language/t";
import type { Audience } from "@/lib/people/audiences/audience.shared";
import { readAudience } from "@/lib/people/audiences/stored-audience";
import type { SegmentCondition, SegmentGroup, SegmentRule } from "@/lib/people/segments/schema";
import { segmentRules } from "@/lib/people/segments/segment-where";
import { createSegment } from "@/lib/people/segments/segments";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";
import { copyInto } from "./duplicate-campaign";
import { CampaignRef } from "./schema";

/** The new draft, and the segment that it is for; `segmentIsNew` when that was made for it. */
export interface Resend {
  id: string;
  segmentId: string;
  segmentIsNew: boolean;
}

/**
 * A new draft of a campaign that has left, for those who got it and neither opened it nor clicked in it. Whom the campaign left out stays
 * out, and so does who has left its lists since. Throws `conflict` for one that has not left.
 */
export async function resendCampaign(ctx: Ctx, input: CampaignRef): Promise<Resend> {
  requirePermission(ctx, "campaigns.write");
  const { campaignId } = CampaignRef.parse(input);
  return inTransaction(ctx, async (tx) => {
    const source = await getCampaign(tx, campaignId);
    if (!source.launchedAt) throw conflict(t("This campaign has not been sent yet: nobody could have opened it."));
    const { exclude, include } = readAudience(source.audience);
    const segment = await segmentOfSilent(tx, source, include);
    const audience: Audience = { include: { lists: [], segments: [segment.segmentId], tags: [] }, exclude };
    const name = t("Again: {name}", { name: source.name }).slice(0, 120);
    return { id: await copyInto(tx, source, { name, audience }), ...segment };
  });
}

/** The segment of those who did nothing with a campaign: one that is there with these very rules, else a new one. */
async function segmentOfSilent(
  tx: Ctx,
  { id, name }: Campaign,
  include: Audience["include"],
): Promise<Omit<Resend, "id">> {
  const deed = (what: "received" | "opened" | "clicked", op: "did" | "did_not"): SegmentCondition => ({
    ...{ kind: "campaign", campaignId: id },
    ...{ what, op },
  });
  const rules: SegmentGroup = {
    kind: "group",
    match: "all",
    rules: [deed("received", "did"), deed("opened", "did_not"), deed("clicked", "did_not"), ...stillThere(include)],
  };
  const { workspaceId } = tx;
  const found = await tx.db.segment.findFirst({ where: { workspaceId, rules: { equals: segmentRules.write(rules) } } });
  if (found) return { segmentId: found.id, segmentIsNew: false };
  const free = await freeName(tx, t("Did not open “{campaign}”", { campaign: name }).slice(0, 110));
  return { segmentId: (await createSegment(tx, { name: free, rules })).id, segmentIsNew: true };
}

/** As an audience judges it: on one of its lists, or not unsubscribed from any where a segment or a tag may have named them. */
function stillThere({ lists, segments, tags }: Audience["include"]): SegmentRule[] {
  if (lists.length === 0) return [];
  const on = (status: "confirmed" | "unsubscribed") =>
    lists.map((listId): SegmentRule => ({ kind: "list", listId, op: "on", status }));
  const rules = on("confirmed");
  if (segments.length + tags.length > 0) rules.push({ kind: "group", match: "none", rules: on("unsubscribed") });
  return [{ kind: "group", match: "any", rules }];
}

/** The name, with a number where a segment has it. */
async function freeName(tx: Ctx, name: string): Promise<string> {
  const { workspaceId } = tx;
  const segments = await tx.db.segment.findMany({ where: { workspaceId }, select: { name: true } });
  const names = new Set(segments.map((segment) => foldText(segment.name)));
  let free = name;
  for (let number = 2; names.has(foldText(free)); number++) free = `${name} (${number})`;
  return free;
}
