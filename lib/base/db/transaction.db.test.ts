import { expect, test } from "vitest";
import { testContact, testWorkspace } from "@/tests/support/db";
import type { Ctx } from "../context";
import { prisma } from "./client";
import { inTransaction, isInTransaction } from "./transaction";

const called = ({ workspaceId }: Ctx, id: string) =>
  prisma.contact.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id } }, select: { firstName: true } });

test("what is nested joins the running transaction, also two at once, and fails with it", async () => {
  const ctx = await testWorkspace();
  const { id } = await testContact(ctx, { firstName: "Ada" });
  const rename = (outer: Ctx, firstName: string) =>
    inTransaction(outer, async (tx) => {
      expect(tx.db).toBe(outer.db);
      await tx.db.contact.update({
        where: { workspaceId_id: { workspaceId: tx.workspaceId, id } },
        data: { firstName },
      });
    });
  expect(isInTransaction(ctx)).toBe(false);
  await inTransaction(ctx, async (tx) => {
    expect(isInTransaction(tx)).toBe(true);
    await Promise.all([rename(tx, "Grace"), rename(tx, "Joan")]);
  });
  expect(["Grace", "Joan"]).toContain((await called(ctx, id)).firstName);
  const failing = inTransaction(ctx, async (tx) => {
    await rename(tx, "Nobody");
    throw new Error("none of it");
  });
  await expect(failing).rejects.toThrow("none of it");
  expect((await called(ctx, id)).firstName).not.toBe("Nobody");
});
