import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Prisma } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { getBuiltinTemplate } from "@/lib/content/templates/builtin-templates";
import { emptyDocument } from "@/lib/content/templates/empty-document.shared";
import { campaignDocument, templateDocument } from "@/lib/content/templates/stored-content";
import { maybeMsg, t } from "@/lib/language/t";
import { checkAudience } from "@/lib/people/audiences/check-audience";
import { campaignAudience } from "@/lib/people/audiences/stored-audience";
import { CreateCampaign } from "./schema";

interface Content {
  name: string;
  subject: string;
  previewText: string;
  contentKind: "document" | "html";
  document?: Prisma.InputJsonValue;
  html?: string | null;
  templateKey?: string;
}

/** Makes a draft from a built-in design, from a saved template, or blank, with the workspace's default sender. Returns its id. */
export async function createCampaign(ctx: Ctx, input: CreateCampaign): Promise<string> {
  requirePermission(ctx, "campaigns.write");
  const { name, templateKey, templateId, audience } = CreateCampaign.parse(input);
  return inTransaction(ctx, async (tx) => {
    const content = templateKey
      ? fromBuiltin(templateKey)
      : templateId
        ? await fromTemplate(tx, templateId)
        : { ...blank, name: t("Untitled campaign"), document: campaignDocument.write(emptyDocument) };
    const sender = await tx.db.sender.findFirst({
      where: { workspaceId: tx.workspaceId },
      orderBy: [{ isDefault: "desc" }, { createdAt: "asc" }],
      select: { id: true },
    });
    if (audience) await checkAudience(tx, audience);
    const id = newId();
    const created = await tx.db.campaign.create({
      data: {
        workspaceId: tx.workspaceId,
        id,
        ...content,
        name: name ?? content.name,
        senderId: sender?.id ?? null,
        ...(audience && { audience: campaignAudience.write(audience) }),
        createdById: tx.actor.type === "member" ? tx.actor.userId : null,
      },
    });
    await recordAudit(tx, "campaign.created", {
      subjectType: "campaign",
      subjectId: id,
      after: { name: created.name, templateKey: created.templateKey },
    });
    return id;
  });
}

const blank = { subject: "", previewText: "", contentKind: "document" } as const;

function fromBuiltin(key: string): Content {
  const template = getBuiltinTemplate(key);
  return {
    ...blank,
    name: t(maybeMsg(template.name)),
    subject: template.subject,
    previewText: template.previewText,
    document: campaignDocument.write(template.document),
    templateKey: key,
  };
}

async function fromTemplate(tx: Ctx, id: string): Promise<Content> {
  const template = await tx.db.template.findUnique({ where: { workspaceId_id: { workspaceId: tx.workspaceId, id } } });
  if (!template || template.archivedAt) throw notFound("template");
  return {
    name: template.name,
    subject: template.subject,
    previewText: template.previewText,
    contentKind: template.contentKind,
    ...(template.document !== null && {
      document: campaignDocument.write(templateDocument.read(template.document)),
    }),
    html: template.html,
  };
}
