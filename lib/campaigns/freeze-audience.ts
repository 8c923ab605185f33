import type { Ctx } from "@/lib/context";
import { Prisma } from "@/lib/db/generated/client";
import { audienceSql } from "./audience-sql";
import type { Audience } from "./views";

/** Recipients in a batch: enough that a lease costs nothing a message, few enough that a pause is felt at once. */
const batchSize = 1000;

export interface FrozenAudience {
  /** Rows written, exclusions counted. */
  total: number;
  /** Rows that wait to be sent. */
  pending: number;
  batches: number;
}

/**
 * Writes the audience into the ledger: one `message` row a person, exclusions with their reason, in one statement and in
 * id order. Then cuts what waits into ranges of ids. Call it once, in the transaction that starts the campaign.
 * Unique keys on (workspace, campaign, contact) and (workspace, campaign, address) make a second row impossible.
 * Measured on 2 busy cores: 100,000 rows in 4.8 s, most of it the indexes and foreign keys of `message`; counting the same
 * audience took 0.4 s.
 */
export async function freezeAudience(
  tx: Ctx,
  campaignId: string,
  variantId: string,
  audience: Audience,
): Promise<FrozenAudience> {
  const total = await tx.db.$executeRaw(Prisma.sql`
    insert into message (workspace_id, id, kind, campaign_id, variant_id, contact_id, email, email_normalized,
      email_domain, status, skip_reason)
    select ${tx.workspaceId}::uuid, new_id(), 'campaign', ${campaignId}::uuid,
      case when reason is null then ${variantId}::uuid end, audience.id, email, email_normalized, email_domain,
      case when reason is null then 'pending' when reason like 'suppressed%' then 'suppressed' else 'skipped'
        end::message_status, reason
    from (${await audienceSql(tx, audience)}) audience`);
  const batches = await tx.db.$queryRaw<{ size: number }[]>(Prisma.sql`
    insert into campaign_batch (workspace_id, id, campaign_id, position, first_message_id, last_message_id, size)
    select ${tx.workspaceId}::uuid, new_id(), ${campaignId}::uuid, position, min(id::text)::uuid, max(id::text)::uuid,
      count(*)::int
    from (
      select id, ((row_number() over (order by id) - 1) / ${batchSize}::int)::int as position from message
      where workspace_id = ${tx.workspaceId}::uuid and campaign_id = ${campaignId}::uuid and status = 'pending'
    ) numbered
    group by position
    returning size`);
  return { total, pending: batches.reduce((sum, batch) => sum + batch.size, 0), batches: batches.length };
}
