import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { recordEvents } from "@/lib/events/door/record-events";
import { testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { findRunningSends } from "./dashboard";
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
