import { z } from "zod";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { BinnedThing } from "@/lib/base/bin/take-from-bin";
import type { Ctx } from "@/lib/base/context";
import { lockNames } from "@/lib/base/db/taken";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { freeName } from "@/lib/base/text/free-name";
import { askedProblem } from "./asked-problem";
import { requireKnownTags } from "./require-known-tags";
import { isSegmentUsed } from "./require-unused";
import { SegmentRules } from "./schema";
import { segmentRules } from "./segment-where";

/** What of a segment is kept in the bin. */
const BinnedSegment = z.object({ description: z.string(), rules: SegmentRules, createdAt: z.coerce.date() });

/** Brings a segment back from the bin; `conflict` when it finds others than it did, and a campaign that has not left names it, or asks for a segment that is gone. */
export async function restoreSegment(tx: Ctx, { subjectId, name, content }: BinnedThing): Promise<void> {
  requirePermission(tx, "segments.write");
  const { rules, ...rest } = BinnedSegment.parse(content);
  const problem = await askedProblem(tx, rules, subjectId);
  if (problem) throw conflict(problem);
  await lockNames(tx, "segment");
  const others = await tx.db.segment.findMany({ where: { workspaceId: tx.workspaceId }, select: { name: true } });
  const segment = await tx.db.segment.create({
    data: {
      workspaceId: tx.workspaceId,
      id: subjectId,
      name: freeName(
        name,
        others.map((one) => one.name),
        120,
      ),
      rules: segmentRules.write(rules),
      ...rest,
    },
  });
  if (await isSegmentUsed(tx, subjectId)) await requireKnownTags(tx, [subjectId]);
  await recordAudit(tx, "segment.restored", { subjectType: "segment", subjectId, after: segment });
}
