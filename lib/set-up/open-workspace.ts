import type { AccountCtx } from "@/lib/account/account-ctx";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { enqueue } from "@/lib/base/jobs/define-job";
import { ensureDefaultSending } from "@/lib/sending/transports/ensure-default-sending";
import { CreateWorkspace } from "@/lib/workspaces/schema";
import { freeSlug, isSlugTaken, requireFreeSlug } from "@/lib/workspaces/slug";
import { seedSampleDataJob } from "./sample-data-job";

/**
 * Makes a workspace with this user as its owner, in a running transaction; whether they may is asked before. `isOperator` says whether it may
 * use the installation's own way out.
 */
export async function openWorkspace(
  tx: AccountCtx,
  owner: { id: string; name: string; isOperator: boolean },
  input: CreateWorkspace,
): Promise<{ id: string; slug: string; name: string }> {
  const { withSampleData, slug: wished, ...values } = CreateWorkspace.parse(input);
  const slug = await chooseSlug(tx, wished, values.name);
  const workspace = await tx.db.workspace.create({
    data: {
      id: newId(),
      slug,
      ...values,
      hasSampleData: withSampleData,
      mayUseInstallationTransport: owner.isOperator,
    },
  });
  const memberId = newId();
  await tx.db.member.create({ data: { workspaceId: workspace.id, id: memberId, userId: owner.id, role: "owner" } });
  const actor = { type: "member", userId: owner.id, memberId, role: "owner", name: owner.name } as const;
  const inWorkspace: Ctx = { ...tx, workspaceId: workspace.id, actor };
  await recordAudit(inWorkspace, "workspace.created", {
    subjectType: "workspace",
    subjectId: workspace.id,
    after: { name: workspace.name, slug },
  });
  await ensureDefaultSending(inWorkspace);
  if (withSampleData) await enqueue(inWorkspace, seedSampleDataJob, { workspaceId: workspace.id });
  return { id: workspace.id, slug, name: workspace.name };
}

async function chooseSlug(tx: AccountCtx, wished: string, name: string): Promise<string> {
  const isTaken = (slug: string) => isSlugTaken(tx, slug);
  if (wished === "") return freeSlug(name, isTaken);
  await requireFreeSlug(wished, isTaken);
  return wished;
}
