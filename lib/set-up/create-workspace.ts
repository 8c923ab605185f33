import type { AccountCtx } from "@/lib/account/account-ctx";
import { inAccountTransaction } from "@/lib/account/account-ctx";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { enqueue } from "@/lib/base/jobs/define-job";
import { ensureDefaultSending } from "@/lib/sending/transports/ensure-default-sending";
import { CreateWorkspace } from "@/lib/workspaces/schema";
import { freeSlug } from "@/lib/workspaces/slug";
import { requireWorkspaceRight } from "@/lib/workspaces/workspace-right";
import { seedSampleDataJob } from "./sample-data-job";

/**
 * A workspace with this user as its owner; `withSampleData` fills it from the worker, within a minute. Those of operators may
 * use the installation's own way out. Throws `forbidden` for whom no operator has granted it.
 */
export async function createWorkspace(
  ctx: AccountCtx,
  user: { id: string; name: string },
  input: CreateWorkspace,
): Promise<{ id: string; slug: string; name: string }> {
  const { withSampleData, ...values } = CreateWorkspace.parse(input);
  return inAccountTransaction(ctx, async (tx) => {
    const { isOperator } = await requireWorkspaceRight(tx, user.id);
    const slug = await freeSlug(values.name, async (candidate) => {
      const taken = await tx.db.workspace.findUnique({ where: { slug: candidate }, select: { id: true } });
      return taken !== null;
    });
    const workspace = await tx.db.workspace.create({
      data: {
        id: newId(),
        slug,
        ...values,
        hasSampleData: withSampleData,
        mayUseInstallationTransport: isOperator,
      },
    });
    const memberId = newId();
    await tx.db.member.create({ data: { workspaceId: workspace.id, id: memberId, userId: user.id, role: "owner" } });
    const actor = { type: "member", userId: user.id, memberId, role: "owner", name: user.name } as const;
    const inWorkspace: Ctx = { ...tx, workspaceId: workspace.id, actor };
    await recordAudit(inWorkspace, "workspace.created", {
      subjectType: "workspace",
      subjectId: workspace.id,
      after: { name: workspace.name, slug },
    });
    await ensureDefaultSending(inWorkspace);
    if (withSampleData) await enqueue(inWorkspace, seedSampleDataJob, { workspaceId: workspace.id });
    return { id: workspace.id, slug, name: workspace.name };
  });
}
