import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { getWorkspace, type WorkspaceSettingsView } from "./queries";
import { UpdateWorkspace } from "./schema";
import { isSlugTaken, requireFreeSlug } from "./slug";

/** Changes name, address in the browser, time zone, language or postal address. */
export async function updateWorkspace(ctx: Ctx, input: UpdateWorkspace): Promise<WorkspaceSettingsView> {
  requirePermission(ctx, "workspace.write");
  const { slug, ...values } = UpdateWorkspace.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await getWorkspace(tx);
    if (slug !== undefined && slug !== before.slug) await changeSlug(tx, before.slug, slug);
    await tx.db.workspace.update({ where: { id: tx.workspaceId }, data: values });
    const after = await getWorkspace(tx);
    await recordAudit(tx, "workspace.updated", { subjectType: "workspace", subjectId: tx.workspaceId, before, after });
    return after;
  });
}

/** Nobody else can have them: a workspace must not take one name after the other from all others. */
const maxFormerSlugs = 20;

/** The former one goes on leading here, and mails keep the List-Id that readers' filters know. */
async function changeSlug(tx: Ctx, before: string, slug: string): Promise<void> {
  const { db, workspaceId } = tx;
  await requireFreeSlug(slug, (wished) => isSlugTaken(tx, wished, workspaceId));
  await db.formerSlug.deleteMany({ where: { workspaceId, slug } });
  if ((await db.formerSlug.count({ where: { workspaceId } })) >= maxFormerSlugs)
    throw invalid(t("This workspace has had too many addresses."), {
      slug: t("A workspace keeps {count} former addresses at most. Choose one of them.", { count: maxFormerSlugs }),
    });
  await db.formerSlug.create({ data: { slug: before, workspaceId, replacedAt: tx.now() } });
  await db.workspace.updateMany({ where: { id: workspaceId, mailSlug: null }, data: { mailSlug: before } });
  await db.workspace.update({ where: { id: workspaceId }, data: { slug } });
}
