import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import { noteReplies } from "@/lib/sending/pacing/note-replies";
import type { PacedMessage } from "@/lib/sending/pacing/types";
import { giveBackMonth } from "@/lib/sending/transports/month-use";
import { recentStanding } from "@/lib/sending/transports/standing";
import { noteTransportFailure, noteWorking } from "@/lib/sending/transports/transport-health";
import { followUp } from "./follow-up";
import type { GroupResult } from "./send-group";

/** Tells pacing, the transport's health and the brake what a group has shown. */
export async function afterGroup(
  ctx: Ctx,
  transport: Transport,
  group: readonly PacedMessage[],
  { outcomes, recorded, failure }: Pick<GroupResult, "outcomes" | "recorded" | "failure">,
): Promise<void> {
  const domains = new Map(group.map((message) => [message.messageId, message.emailDomain]));
  await noteReplies(ctx, {
    transport,
    replies: outcomes.map(({ messageId, result, code, enhanced, text }) => {
      return { emailDomain: domains.get(messageId) ?? "", result, code, enhanced, text };
    }),
  });
  if (outcomes.some(({ result }) => result === "accepted")) await noteWorking(ctx, transport.id);
  // Pacing has just heard every reply.
  await followUp(ctx, { ...recorded.followUp, replies: [] });
  await countOnce(ctx, outcomes);
  if (failure) await noteTransportFailure(ctx, transport, failure);
}

/** Mail that is tried again counts in the workspace's month when it leaves for good. */
async function countOnce(ctx: Ctx, outcomes: GroupResult["outcomes"]): Promise<void> {
  const { maxMailsPerMonth } = await recentStanding(ctx);
  if (maxMailsPerMonth === null) return;
  await giveBackMonth(ctx, outcomes.filter(({ result }) => result === "deferred").length);
}
