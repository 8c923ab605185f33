import { isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { inTransaction } from "@/lib/base/db/transaction";
import { invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { handOutFacts } from "@/lib/events/outbox/hand-out-facts";
import { ranOutText } from "@/lib/people/addresses/in-force";
import type { SuppressionReason } from "./reasons.shared";
import { Suppress } from "./schema";

export interface NewSuppression {
  emailNormalized: string;
  reason: SuppressionReason;
  messageId?: string | null;
  note?: string;
  /** From then on it no longer counts; for good when absent. */
  expiresAt?: Date | null;
  at?: Date;
}

/** Stops mail to an address, for every list of the workspace. Asking twice is fine; a complaint replaces other reasons. */
export async function suppress(ctx: Ctx, input: Suppress): Promise<void> {
  requirePermission(ctx, "suppressions.write");
  const { email, reason, messageId, note } = Suppress.parse(input);
  const address = parseEmailAddress(email);
  if (!isEmailAddress(address)) throw invalid(address.error, { email: address.error });
  await inTransaction(ctx, async (tx) => {
    const added = await suppressMany(tx, [
      { emailNormalized: address.normalized, reason, messageId: messageId ?? null, note, at: tx.now() },
    ]);
    if (added > 0 && ctx.actor.type !== "system") {
      await recordAudit(tx, "suppression.added", {
        subjectType: "suppression",
        after: { email: address.normalized, reason, note },
      });
    }
  });
}

/**
 * The same for many addresses at once, without permission or audit: for the pipeline, where each comes with the message
 * that caused it. An earlier reason stays, except that a complaint, the strongest, replaces it, that one which lasts longer replaces one
 * that runs out, and that one which has run out is gone; what was replaced goes to the history. Hard bounces and
 * complaints of own messages also hold for the other workspaces where the operator shares them. Other programs are told of each, unless
 * `silent`: then the caller tells them once for all. Answers how many rows changed.
 */
export async function suppressMany(
  tx: SqlTx,
  suppressions: readonly NewSuppression[],
  { silent = false }: { silent?: boolean } = {},
): Promise<number> {
  if (suppressions.length === 0) return 0;
  const byAddress = new Map(suppressions.map((each) => [each.emailNormalized, each]));
  const rows = [...byAddress.values()]
    .sort((a, b) => (a.emailNormalized < b.emailNormalized ? -1 : 1))
    .map((each) => ({
      ...each,
      id: newId(),
      historyId: newId(),
      note: each.note ?? "",
      at: each.at ?? new Date(),
    }));
  const changed = await insertOrReplace(tx, rows);
  if (!silent) await tellSuppressed(tx, rows, changed);
  const shared = rows.filter(
    ({ reason, messageId }) => messageId && (reason === "hard_bounce" || reason === "complaint"),
  );
  if (shared.length > 0) await tx.db.$executeRawUnsafe(SHARE_SQL, tx.workspaceId, JSON.stringify(shared));
  return changed.size;
}

type Row = NewSuppression & { id: string; at: Date };

async function tellSuppressed(tx: SqlTx, rows: readonly Row[], changed: ReadonlySet<string>): Promise<void> {
  await handOutFacts(
    tx,
    rows
      .filter(({ id }) => changed.has(id))
      .map(({ emailNormalized, reason, messageId, expiresAt, at }) => ({
        type: "suppression.added" as const,
        occurredAt: at,
        email: emailNormalized,
        messageId: messageId ?? null,
        data: { reason, expiresAt: expiresAt?.toISOString() ?? null },
      })),
  );
}

/** The ids that are there now. Two statements, since PostgreSQL before 18 does not say what an upsert has replaced. */
async function insertOrReplace(tx: SqlTx, rows: readonly { id: string }[]): Promise<ReadonlySet<string>> {
  const inserted = await tx.db.$queryRawUnsafe<{ id: string }[]>(INSERT_SQL, tx.workspaceId, JSON.stringify(rows));
  const ids = new Set(inserted.map(({ id }) => id));
  const known = rows.filter(({ id }) => !ids.has(id));
  if (known.length === 0) return ids;
  const replaced = await tx.db.$queryRawUnsafe<{ id: string }[]>(
    REPLACE_SQL,
    tx.workspaceId,
    JSON.stringify(known),
    new Date().toISOString(),
  );
  return new Set([...ids, ...replaced.map(({ id }) => id)]);
}

/** Where the operator shares them; a statement of its own, because the list of the installation lives in another place. */
const SHARE_SQL = `
  insert into installation_suppression (id, email_normalized, reason, origin_id, created_at)
  select n."historyId", n."emailNormalized", n.reason, $1::uuid, n.at
    from json_to_recordset($2::json) as n("historyId" uuid, "emailNormalized" text, reason text, at timestamptz)
   where exists (select 1 from installation_setting where name = 'shared_suppressions' and value = 'true')
      on conflict (email_normalized) do nothing`;

const NEW_ROWS = `
    select * from json_to_recordset($2::json) as n(id uuid, "historyId" uuid, "emailNormalized" text, reason text,
           "messageId" uuid, note text, "expiresAt" timestamptz, at timestamptz)`;

const INSERT_SQL = `
  insert into suppression (workspace_id, id, email_normalized, reason, message_id, note, expires_at, created_at)
  select $1::uuid, n.id, n."emailNormalized", n.reason, n."messageId", n.note, n."expiresAt", n.at from (${NEW_ROWS}) n
      on conflict (workspace_id, email_normalized) do nothing
  returning id`;

/**
 * For addresses that have one. The suppression takes a new id with its new reason: the list is in the order of ids, newest first.
 * What was there is read with its lock, so that the history has the last of it, whoever changed it a moment ago.
 */
const REPLACE_SQL = `
  with n as (${NEW_ROWS}), old as materialized (
    select s.id, s.email_normalized, s.reason, s.message_id, s.note, s.expires_at, s.created_at
      from suppression s join n on n."emailNormalized" = s.email_normalized
     where s.workspace_id = $1::uuid and (
           (s.reason <> 'complaint' and n.reason = 'complaint') or ${ranOutText("s", "$3::timestamptz")}
        or (s.reason <> 'complaint' and s.expires_at < coalesce(n."expiresAt", 'infinity')))
     order by s.email_normalized for update of s
  ), changed as (
    update suppression s
       set id = n.id, reason = n.reason, message_id = n."messageId", note = n.note, expires_at = n."expiresAt", created_at = n.at
      from old join n on n."emailNormalized" = old.email_normalized
     where s.workspace_id = $1::uuid and s.email_normalized = old.email_normalized
    returning s.id
  ), history as (
    insert into suppression_history (workspace_id, id, email_normalized, reason, message_id, note, created_at, ended_at, ending)
    select $1::uuid, n."historyId", old.email_normalized, old.reason, old.message_id, old.note, old.created_at,
           least(old.expires_at, $3::timestamptz),
           case when ${ranOutText("old", "$3::timestamptz")} then 'expired' else 'replaced' end
      from old join n on n."emailNormalized" = old.email_normalized
  )
  select id from changed`;
