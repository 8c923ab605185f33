import { z } from "zod";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { BinnedThing } from "@/lib/base/bin/take-from-bin";
import type { Ctx } from "@/lib/base/context";
import { requirePermission } from "@/lib/base/permissions.shared";
import { contentKinds } from "@/lib/content/templates/schema";
import { campaignDocument } from "@/lib/content/templates/stored-content";
import { campaignAudience, readAudience } from "@/lib/people/audiences/stored-audience";
import { requireKnownTags } from "@/lib/people/segments/require-known-tags";
import type { CopiedColumn } from "./campaign-columns";

/** What of a draft is kept in the bin: what a copy of it would have. */
const BinnedDraft = z.object({
  subject: z.string(),
  previewText: z.string(),
  senderId: z.uuid().nullable(),
  contentKind: z.enum(contentKinds),
  document: z.unknown(),
  html: z.string().nullable(),
  templateKey: z.string().nullable(),
  audience: z.unknown(),
  trackOpens: z.boolean(),
  trackClicks: z.boolean(),
  spreadMinutes: z.number().nullable(),
  localTime: z.boolean(),
  maxPerSecond: z.number().nullable(),
  transportId: z.uuid().nullable(),
  labels: z.array(z.string()).default([]),
} satisfies Record<CopiedColumn, z.ZodType>);

/**
 * Brings a draft back from the bin; a sender or way out that is gone meanwhile has to be chosen again. A segment that is gone keeps it from
 * being sent, and one that finds others than it did (`conflict`) from coming back.
 */
export async function restoreCampaign(tx: Ctx, { subjectId, name, content }: BinnedThing): Promise<void> {
  requirePermission(tx, "campaigns.write");
  const { document, audience: stored, senderId, transportId, ...same } = BinnedDraft.parse(content);
  const audience = readAudience(stored);
  await requireKnownTags(tx, [...audience.include.segments, ...audience.exclude.segments]);
  const own = (id: string | null) => ({ workspaceId: tx.workspaceId, id: id ?? tx.workspaceId });
  const [sender, transport] = await Promise.all([
    tx.db.sender.findFirst({ where: own(senderId), select: { id: true } }),
    tx.db.transport.findFirst({ where: own(transportId), select: { id: true } }),
  ]);
  const body = campaignDocument.readOrNull(document);
  await tx.db.campaign.create({
    data: {
      ...same,
      workspaceId: tx.workspaceId,
      id: subjectId,
      name,
      senderId: sender?.id ?? null,
      transportId: transport?.id ?? null,
      ...(body && { document: campaignDocument.write(body) }),
      audience: campaignAudience.write(audience),
      createdById: tx.actor.type === "member" ? tx.actor.userId : null,
    },
  });
  await recordAudit(tx, "campaign.restored", { subjectType: "campaign", subjectId, after: { name } });
}
