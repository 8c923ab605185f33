import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { recordEvents } from "@/lib/events/door/record-events";
import { testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { findRunningSends, getDashboard } from "./dashboard";
import { ledger } from "./ledger";

test("a running send is as far as its ledger says, also where the answer of a server has not been written yet", async () => {
  const ctx = await testWorkspace();
  const { campaignId, messages } = await sentCampaign(ctx, { recipients: 4 });
  await prisma.message.updateMany({
    where: { workspaceId: ctx.workspaceId, campaignId },
    data: { status: "sending", sentAt: null },
  });
  const [first] = messages;
  await recordEvents(ctx, [
    { type: "message.bounced", occurredAt: new Date(), messageId: first!.id, data: { kind: "hard" } },
  ]);
  const { audience, pending } = await ledger(ctx, campaignId);
  const [running] = await findRunningSends(ctx);
  expect({ audience, pending }).toEqual({ audience: 4, pending: 3 });
  expect(running).toMatchObject({ toSend: 4, done: 1 });
});

test("a domain for trying is told from one that is verified", async () => {
  const ctx = await testWorkspace();
  const checklist = async () => (await getDashboard(ctx, { days: 7 })).checklist;
  expect(await checklist()).toMatchObject({ domain: false, onlyLocalDomain: false });
  const data = { workspaceId: ctx.workspaceId, status: "local", returnPathHost: "bounces.acme.test" } as const;
  await prisma.sendingDomain.create({ data: { ...data, id: newId(), name: "acme.test" } });
  expect(await checklist()).toMatchObject({ domain: true, onlyLocalDomain: true });
  await prisma.sendingDomain.create({ data: { ...data, id: newId(), name: "acme.example", status: "verified" } });
  expect(await checklist()).toMatchObject({ domain: true, onlyLocalDomain: false });
});
