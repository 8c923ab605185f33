import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { ensureDefaultSending } from "@/lib/sending/transports/ensure-default-sending";
import { testWorkspace } from "../../tests/support/db";
import { sentCampaign } from "../../tests/support/sent-campaign";
import { seedOperations } from "./seed-operations";

test("mail out has what the past campaigns sent, and each table its size for two months", async () => {
  const ctx = await testWorkspace();
  const { workspaceId } = ctx;
  await ensureDefaultSending(ctx);
  const { messages } = await sentCampaign(ctx, { recipients: 3 });
  const sentAt = new Date(Date.now() - 3600_000);
  await prisma.message.updateMany({ where: { workspaceId }, data: { status: "sent", sentAt } });
  const refused = { workspaceId_id: { workspaceId, id: messages[0]!.id } };
  await prisma.message.update({ where: refused, data: { bounceKind: "hard", bouncedAt: sentAt } });

  await seedOperations(ctx);
  await seedOperations(ctx);

  const hours = await prisma.transportHour.findMany({ where: { workspaceId } });
  expect(hours).toMatchObject([{ accepted: 2, refused: 1, deferred: 0 }]);
  expect(hours[0]!.hour.toISOString()).toBe(`${sentAt.toISOString().slice(0, 13)}:00:00.000Z`);
  const days = await prisma.tableSize.findMany({ where: { tableName: "contact" }, orderBy: { day: "asc" } });
  expect(days).toHaveLength(61);
  expect(days.at(-1)!.day.toISOString().slice(0, 10)).toBe(new Date().toISOString().slice(0, 10));
  expect(days[0]!.bytes).toBeLessThanOrEqual(days.at(-1)!.bytes);
});
