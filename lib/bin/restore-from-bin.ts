import type { BinKind } from "@/lib/base/bin/bin-kinds.shared";
import type { BinRef as Ref } from "@/lib/base/bin/schema";
import { BinRef } from "@/lib/base/bin/schema";
import { type BinnedThing, takeFromBin } from "@/lib/base/bin/take-from-bin";
import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { restoreCampaign } from "@/lib/campaigns/draft/restore-campaign";
import { restoreSegment } from "@/lib/people/segments/restore-segment";
import { restoreView } from "@/lib/people/views/restore-view";

/** How each kind comes back, with its own permission, and the prefix of its public ids. */
const kinds = {
  campaign: { restore: restoreCampaign, prefix: "cmp" },
  segment: { restore: restoreSegment, prefix: "seg" },
  view: { restore: restoreView, prefix: "viw" },
} as const satisfies Record<BinKind, { restore: (tx: Ctx, thing: BinnedThing) => Promise<void>; prefix: string }>;

/** Brings something back under the id that it had; one that another has taken its name from gets a number. */
export async function restoreFromBin(ctx: Ctx, input: Ref): Promise<{ kind: BinKind; id: string }> {
  const { binId } = BinRef.parse(input);
  return inTransaction(ctx, async (tx) => {
    const thing = await takeFromBin(tx, binId);
    const { restore, prefix } = kinds[thing.kind];
    await restore(tx, thing);
    return { kind: thing.kind, id: publicId(prefix, thing.subjectId) };
  });
}
