import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Campaign } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import type { Audience } from "@/lib/people/audiences/audience.shared";
import { checkAudience } from "@/lib/people/audiences/check-audience";
import { campaignAudience } from "@/lib/people/audiences/stored-audience";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";
import { copyOf } from "./campaign-columns";
import { DuplicateCampaign } from "./schema";

/** Copies into a new draft what `campaignColumns` says is copied; numbers and dates stay behind. Returns its id. */
export async function duplicateCampaign(ctx: Ctx, input: DuplicateCampaign): Promise<string> {
  requirePermission(ctx, "campaigns.write");
  const { campaignId, audience } = DuplicateCampaign.parse(input);
  return inTransaction(ctx, async (tx) => {
    const source = await getCampaign(tx, campaignId);
    if (audience) await checkAudience(tx, audience);
    return copyInto(tx, source, { name: copyName(source.name), audience });
  });
}

/** A draft that is a copy of a campaign under another name, for the same people or for others. Returns its id. */
export async function copyInto(
  tx: Ctx,
  source: Campaign,
  { name, audience }: { name: string; audience: Audience | undefined },
): Promise<string> {
  const { document, audience: same, ...copied } = copyOf(source);
  const id = newId();
  await tx.db.campaign.create({
    data: {
      ...copied,
      workspaceId: tx.workspaceId,
      id,
      name,
      ...(document !== null && { document }),
      audience: audience ? campaignAudience.write(audience) : (same ?? {}),
      createdById: tx.actor.type === "member" ? tx.actor.userId : null,
    },
  });
  await recordAudit(tx, "campaign.duplicated", {
    subjectType: "campaign",
    subjectId: id,
    after: { from: source.id },
  });
  return id;
}

/** "News" → "News (copy)" → "News (copy 2)", in the language of whoever copies; at most 120 characters. */
export function copyName(name: string): string {
  const word = t("copy", undefined, "after the name of a copy");
  const known = / \(([^()]{1,40}?)(?: (\d+))?\)$/.exec(name);
  const isCopy = known?.[1] === word;
  const stem = isCopy ? name.slice(0, known.index) : name;
  const suffix = isCopy ? ` (${word} ${Number(known[2] ?? 1) + 1})` : ` (${word})`;
  return stem.slice(0, 120 - suffix.length) + suffix;
}
