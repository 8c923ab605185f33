import { notify } from "@/lib/account/notifications/notify";
import type { Ctx } from "@/lib/base/context";
import { ownTable } from "@/lib/base/text/own-table.shared";
import type { FollowUp } from "@/lib/feedback/policy/follow-up";
import { type Msg, maybeMsg, msg, t } from "@/lib/language/t";
import { applyBrake } from "@/lib/sending/brake/brake";
import { countFeedback } from "@/lib/sending/engine/feedback-metrics";
import { noteReplies } from "@/lib/sending/pacing/note-replies";

const titles: Record<string, Msg> = ownTable({
  auth_failure: msg("Receivers refuse mail: authentication fails"),
  reputation_block: msg("Receivers refuse mail for the sender's reputation"),
  relay_denied: msg("Receivers refuse mail: relaying denied"),
  protocol: msg("Receivers refuse mail: an error in the protocol"),
  config: msg("Receivers refuse mail: the set-up is wrong"),
  provider_rejected: msg("A provider refuses to send messages"),
  provider_failed: msg("A provider could not send messages"),
});

/**
 * Brakes campaigns, slows transports and tells people, each by its own rules and transaction. Call it after the commit. The same failure
 * is reported once a day.
 */
export async function followUp(ctx: Ctx, { campaignIds, replies, facts, alerts }: FollowUp): Promise<void> {
  countFeedback(facts);
  for (const campaignId of campaignIds) await applyBrake(ctx, campaignId);
  await slowTransports(ctx, replies);
  const day = ctx.now().toISOString().slice(0, 10);
  for (const { about, severity, why, text, domain, href } of alerts) {
    await notify(ctx, {
      kind: "feedback.trouble",
      severity,
      title: () => t(titles[about] ?? msg("Receivers refuse mail")),
      body: () =>
        [t(maybeMsg(why)), text ? t("At {domain}: {reply}", { domain, reply: text }) : ""].filter(Boolean).join("\n"),
      href,
      dedupeKey: `feedback.trouble/${about}/${day}`,
    });
  }
}

async function slowTransports(ctx: Ctx, replies: FollowUp["replies"]): Promise<void> {
  for (const transportId of new Set(replies.map((reply) => reply.transportId))) {
    const transport = await ctx.db.transport.findUnique({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: transportId } },
    });
    if (!transport) continue;
    const own = replies.filter((reply) => reply.transportId === transportId);
    await noteReplies(ctx, {
      transport,
      replies: own.map(({ emailDomain, bounce }) => ({
        emailDomain,
        result: "refused" as const,
        code: bounce.code ? Number(bounce.code) : null,
        enhanced: bounce.enhanced,
        text: bounce.text,
        category: bounce.category,
      })),
    });
  }
}
