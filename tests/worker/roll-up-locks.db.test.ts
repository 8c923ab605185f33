import { expect, test } from "vitest";
import type { TransportOutcome } from "@/lib/mail/transport";
import { recordOutcomes } from "@/lib/sending/engine/record-outcomes";
import { launchedCampaign } from "./sending-fixture";

const GROUPS = 40;

test("groups of one campaign are recorded side by side, and none waits for another in a ring", async () => {
  const { ctx, campaignId } = await launchedCampaign(GROUPS * 2);
  const { id: transportId } = await ctx.db.transport.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  const messages = await ctx.db.message.findMany({
    where: { workspaceId: ctx.workspaceId, campaignId },
    orderBy: { id: "asc" },
  });
  const outcomeOf = (messageId: string, result: "accepted" | "deferred"): TransportOutcome => {
    const [code, enhanced, text] =
      result === "accepted" ? [250, "2.0.0", "250 2.0.0 Ok"] : [451, "4.2.0", "451 4.2.0 Busy"];
    return { messageId, result, code, enhanced, text, providerId: null, startedAt: new Date(), endedAt: new Date() };
  };
  // A deferral alone changes fewer roll-ups than a success: every other group has one.
  const outcomes = messages.map(({ id }, index) => outcomeOf(id, index % 4 === 1 ? "deferred" : "accepted"));
  const transport = { id: transportId, kind: "smtp", acceptsForRecipient: false } as const;
  const record = (group: number) =>
    recordOutcomes(ctx, outcomes.slice(group * 2, group * 2 + 2), { transport, retry: true });
  const recorded = await Promise.all(Array.from({ length: GROUPS }, (_, group) => record(group)));
  expect(recorded.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(GROUPS * 1.5);
  const totals = await ctx.db.campaignTotals.findUniqueOrThrow({
    where: { workspaceId_campaignId: { workspaceId: ctx.workspaceId, campaignId } },
  });
  expect(totals).toMatchObject({ sent: GROUPS * 1.5, deferred: GROUPS / 2 });
});
