import { otherProvider, providerLabel } from "@/lib/base/addresses/mailbox-providers.shared";
import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inPgTransaction } from "@/lib/base/db/pg-transaction";
import { aboutTransport } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import { maySpeedUp, slowDown, speedUp } from "./adapt";
import { acceptedPerSecond, countAccepted } from "./meter";
import { asksToSlow } from "./reply-actions";
import {
  forgetRules,
  paceTarget,
  providerFinder,
  ratesFor,
  rulesOf,
  type SlowState,
  type StoredRule,
  slowStateAt,
} from "./rules";
import type { PacedReply } from "./types";

/** At most so many replies of one provider are counted at once: a group that meets a wall is one hit after another. */
const MAX_REPLIES = 5;

/**
 * Learns from what receiving systems said: slows the transport down towards a provider that asks for it, and speeds up again when it
 * takes mail. Shared by all workers. Providers' APIs speak about our account, not about receivers: their replies are not counted.
 * Costs no query while nobody asks and nothing is slowed.
 */
export async function noteReplies(
  ctx: Ctx,
  { transport, replies }: { transport: Transport; replies: readonly PacedReply[] },
): Promise<void> {
  if (replies.length === 0 || aboutTransport(transport.kind).reach === "provider") return;
  const now = ctx.now();
  const rules = await rulesOf(ctx.workspaceId, transport.id);
  const accepted = new Map<string, number>();
  const asking = new Map<string, string[]>();
  const provider = providerFinder(transport.kind);
  for (const reply of replies) {
    const target = paceTarget(rules, provider(reply.emailDomain), reply.emailDomain);
    if (reply.result === "accepted") accepted.set(target, (accepted.get(target) ?? 0) + 1);
    else if (asksToSlow(reply)) {
      // The rest have nothing in common but that nobody knows them: each domain answers for itself.
      const slowed = target === otherProvider ? `@${reply.emailDomain}` : target;
      const texts = asking.get(slowed) ?? [];
      if (texts.length < MAX_REPLIES) texts.push(text(reply));
      asking.set(slowed, texts);
    }
  }
  const meter = (target: string) => `${transport.id}/${target}`;
  for (const [target, count] of accepted) countAccepted(meter(target), now.getTime(), count);
  for (const [target, texts] of asking) {
    const rate = target.startsWith("@") ? null : acceptedPerSecond(meter(target), now.getTime());
    await changeState(ctx, transport, target, (state, limitPerSecond) =>
      slowDown(state, { provider: target, limitPerSecond, acceptedPerSecond: rate, replies: texts, now }),
    );
  }
  for (const target of accepted.keys()) {
    const rule = rules.byProvider.get(target);
    if (!rule || asking.has(target) || !maySpeedUp(slowStateAt(rule, now), now)) continue;
    await changeState(ctx, transport, target, (state, limitPerSecond) => speedUp(state, limitPerSecond, now));
  }
}

function text(reply: PacedReply): string {
  const codes = [reply.code, reply.enhanced].filter((part) => part && !reply.text.includes(String(part)));
  return [...codes, reply.text].join(" ");
}

type Change = (state: SlowState, limitPerSecond: number | null) => SlowState;

async function changeState(ctx: Ctx, transport: Transport, target: string, change: Change): Promise<void> {
  const key = [ctx.workspaceId, transport.id, target] as const;
  const changed = await inPgTransaction(ctx.workspaceId, async ({ db }) => {
    await db.$executeRawUnsafe(
      `insert into pacing_rule (workspace_id, transport_id, provider, id) values ($1::uuid, $2::uuid, $3, $4::uuid)
       on conflict (workspace_id, transport_id, provider) do nothing`,
      ...key,
      newId(),
    );
    const [rule] = await db.$queryRawUnsafe<StoredRule[]>(
      `select provider, custom, max_per_second as "maxPerSecond", max_per_minute as "maxPerMinute",
              max_per_hour as "maxPerHour", max_per_day as "maxPerDay", current_per_second as "currentPerSecond",
              slowed_at as "slowedAt", suspended_until as "suspendedUntil", reason, hits, hits_from as "hitsFrom",
              clean_since as "cleanSince"
         from pacing_rule where workspace_id = $1::uuid and transport_id = $2::uuid and provider = $3 for update`,
      ...key,
    );
    if (!rule) return null;
    const after = change(rule, ratesFor(transport.kind, target, rule).maxPerSecond);
    if (after === rule) return null;
    await db.$executeRawUnsafe(
      `update pacing_rule
          set current_per_second = $4, slowed_at = $5, suspended_until = $6, reason = $7, hits = $8, hits_from = $9, clean_since = $10
        where workspace_id = $1::uuid and transport_id = $2::uuid and provider = $3`,
      ...key,
      after.currentPerSecond,
      after.slowedAt,
      after.suspendedUntil,
      after.reason,
      after.hits,
      after.hitsFrom,
      after.cleanSince,
    );
    return { before: rule, after };
  });
  forgetRules(ctx.workspaceId, transport.id);
  if (!changed) return;
  const { currentPerSecond, suspendedUntil: until, reason } = changed.after;
  ctx.log.info(currentPerSecond === null ? "a provider is back at full pace" : "the pace towards a provider changed", {
    transportId: transport.id,
    provider: providerLabel(target),
    currentPerSecond,
    until,
    reason,
  });
}
