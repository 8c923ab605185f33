import { z } from "zod";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { BinnedThing } from "@/lib/base/bin/take-from-bin";
import type { Ctx } from "@/lib/base/context";
import { requirePermission } from "@/lib/base/permissions.shared";
import { contentKinds } from "@/lib/content/templates/schema";
import { campaignDocument } from "@/lib/content/templates/stored-content";
import { campaignAudience } from "@/lib/people/audiences/stored-audience";

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
});

/** Brings a draft back from the bin; a sender or way out that is gone meanwhile has to be chosen again. */
export async function restoreCampaign(tx: Ctx, { subjectId, name, content }: BinnedThing): Promise<void> {
  requirePermission(tx, "campaigns.write");
  const { document, audience, senderId, transportId, ...same } = BinnedDraft.parse(content);
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
      audience: campaignAudience.write(campaignAudience.read(audience ?? {})),
      createdById: tx.actor.type === "member" ? tx.actor.userId : null,
    },
  });
  await recordAudit(tx, "campaign.restored", { subjectType: "campaign", subjectId, after: { name } });
}
