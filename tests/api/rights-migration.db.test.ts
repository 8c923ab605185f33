import { expect, test } from "vitest";
import { recordAudit } from "@/lib/base/audit/record-audit";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { readMigrations } from "@/lib/base/db/migrate";
import { testMember, testWorkspace } from "../support/db";

test("workspaces of operators keep the installation's way out, and invitations learn who made them", async () => {
  const [ofOperator, withOperator, ofOther] = [await testWorkspace(), await testWorkspace(), await testWorkspace()];
  const operator = await testMember(ofOperator, "owner");
  await prisma.user.update({ where: { id: operator.userId }, data: { isOperator: true } });
  const guest = { workspaceId: withOperator.workspaceId, id: newId(), userId: operator.userId, role: "admin" as const };
  await prisma.member.create({ data: guest });
  await testMember(withOperator, "owner");
  const owner = await testMember(ofOther, "owner");
  const invitations = [newId(), newId()];
  for (const id of invitations) {
    const row = {
      workspaceId: ofOther.workspaceId,
      id,
      email: "a@example.com",
      role: "analyst" as const,
      tokenHash: id,
    };
    await prisma.invitation.create({ data: { ...row, invitedByName: "Somebody", expiresAt: new Date() } });
  }
  const made = { subjectType: "invitation", subjectId: invitations[0]! };
  await recordAudit(owner, "member.invited", made);

  const [migration] = (await readMigrations("prisma/migrations")).filter(({ name }) => /workspace_rights$/.test(name));
  const statements = migration!.sql
    .replace(/^--.*$/gm, "")
    .split(";")
    .filter((each) => /^\s*UPDATE/.test(each));
  expect(statements).toHaveLength(2);
  for (const statement of statements) await prisma.$executeRawUnsafe(statement);

  const granted = async ({ workspaceId }: { workspaceId: string }) =>
    (await prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } })).mayUseInstallationTransport;
  expect([await granted(ofOperator), await granted(withOperator), await granted(ofOther)]).toEqual([
    true,
    false,
    false,
  ]);
  const by = await prisma.invitation.findMany({ where: { id: { in: invitations } }, orderBy: { id: "asc" } });
  expect(by.map(({ invitedById }) => invitedById)).toEqual([owner.userId, null]);
});
