import type { BrandTheme } from "@/emails/theme";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { Brand, readBrand } from "./brand";

/** The workspace's look in mail; the postal address is the workspace's own, its name stands in for the company's. */
export async function getBrand(ctx: Ctx): Promise<BrandTheme> {
  const workspace = await ctx.db.workspace.findUnique({
    where: { id: ctx.workspaceId },
    select: { name: true, brand: true, postalAddress: true },
  });
  if (!workspace) throw notFound("workspace");
  return {
    ...readBrand(workspace.brand, { companyName: workspace.name }),
    postalAddress: workspace.postalAddress,
  };
}

/** Replaces the workspace's look in mail. */
export async function updateBrand(ctx: Ctx, input: unknown): Promise<BrandTheme> {
  requirePermission(ctx, "brand.write");
  const { postalAddress, ...brand } = Brand.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await getBrand(tx);
    await tx.db.workspace.update({ where: { id: ctx.workspaceId }, data: { brand, postalAddress } });
    const after = { ...brand, postalAddress };
    await recordAudit(tx, "brand.updated", {
      subjectType: "workspace",
      subjectId: ctx.workspaceId,
      before,
      after,
    });
    return after;
  });
}
