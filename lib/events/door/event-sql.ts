import { plainArray, type SqlTx, textArray } from "@/lib/base/db/pg-transaction";
import type { MessageFacts } from "@/lib/events/ledger/message-facts";
import type { RollUpChanges } from "@/lib/events/roll-ups/roll-up-changes";
import type { CorrectedClick, MessageRow, StoredEvent } from "./rows";

const FACT_COLUMNS = {
  sentAt: "sent_at",
  deliveredAt: "delivered_at",
  failedAt: "failed_at",
  bouncedAt: "bounced_at",
  complainedAt: "complained_at",
  unsubscribedAt: "unsubscribed_at",
  firstOpenedAt: "first_opened_at",
  firstProxyOpenedAt: "first_proxy_opened_at",
  firstBotOpenedAt: "first_bot_opened_at",
  firstClickedAt: "first_clicked_at",
  firstBotClickedAt: "first_bot_clicked_at",
} as const satisfies Partial<Record<keyof MessageFacts, string>>;
const FACTS = Object.entries(FACT_COLUMNS) as [keyof typeof FACT_COLUMNS, string][];

/** Locks the messages of this workspace among `ids`, in id order. */
export async function lockMessages(tx: SqlTx, ids: readonly string[]): Promise<Map<string, MessageRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db.$queryRawUnsafe<Record<string, unknown>[]>(
    `select id, kind, status, campaign_id, contact_id, sending_at, bounce_kind, open_count, click_count,
            ${Object.values(FACT_COLUMNS).join(", ")}
       from message
      where workspace_id = $1::uuid and id = any(array(select value::uuid from json_array_elements_text($2::json)))
      order by id for no key update`,
    tx.workspaceId,
    JSON.stringify(ids),
  );
  return new Map(rows.map((row) => [row.id as string, messageRow(row)]));
}

function messageRow(row: Record<string, unknown>): MessageRow {
  const facts = {
    bounceKind: row.bounce_kind,
    openCount: row.open_count,
    clickCount: row.click_count,
    ...Object.fromEntries(FACTS.map(([field, column]) => [field, timeOf(row[column])])),
  } as MessageFacts;
  return {
    id: row.id as string,
    kind: row.kind as string,
    status: row.status as string,
    campaignId: row.campaign_id as string | null,
    contactId: row.contact_id as string | null,
    sendingAt: timeOf(row.sending_at),
    before: facts,
    facts,
    arrived: false,
  };
}

const INSERT_EVENTS = `
  with stored as (
    insert into event (workspace_id, id, type, occurred_at, message_id, campaign_id, contact_id, link_id, actor, reasons, ip, user_agent, data)
    select $1::uuid, id, type, to_timestamp(occurred_ms / 1000), message_id, campaign_id, contact_id, link_id, actor, coalesce(reasons::text[], '{}'), ip,
           left(user_agent, 512), coalesce(data, '{}')
      from rows from (
             unnest($2::uuid[], $3::text[], $4::float8[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::text[], $10::text[],
                    $11::text[], $12::text[]), jsonb_array_elements($13::jsonb))
        as e (id, type, occurred_ms, message_id, campaign_id, contact_id, link_id, actor, reasons, ip, user_agent, data)
    on conflict do nothing
    returning id)
  select case when count(*) < cardinality($2::uuid[]) then coalesce(json_agg(id), '[]')::text end as some from stored`;

/** Inserts events and returns the ids that were not there before. */
export async function insertEvents(tx: SqlTx, events: readonly StoredEvent[]): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const texts = (textOf: (event: StoredEvent) => string | null | undefined) =>
    textArray(events.map((event) => textOf(event) ?? null));
  const ids = events.map(({ id }) => id);
  const [row] = await tx.db.$queryRawUnsafe<{ some: string | null }[]>(
    INSERT_EVENTS,
    tx.workspaceId,
    plainArray(ids),
    texts(({ type }) => type),
    plainArray(events.map(({ occurredAt }) => occurredAt.getTime())),
    texts(({ messageId }) => messageId),
    texts(({ campaignId }) => campaignId),
    texts(({ contactId }) => contactId),
    texts(({ linkId }) => linkId),
    texts(({ actor }) => actor),
    texts(({ reasons }) => reasons && (textArray(reasons) ?? "{}")),
    texts(({ ip }) => ip),
    texts(({ userAgent }) => userAgent),
    events.some(({ data }) => data) ? JSON.stringify(events.map(({ data }) => data ?? {})) : null,
  );
  return new Set(row?.some ? (JSON.parse(row.some) as string[]) : ids);
}

/** Writes the facts of locked messages back. */
export async function updateMessages(tx: SqlTx, messages: readonly MessageRow[]): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map(({ id, facts, arrived }) => ({
    id,
    arrived,
    bounce_kind: facts.bounceKind,
    open_count: facts.openCount,
    click_count: facts.clickCount,
    ...Object.fromEntries(FACTS.map(([field, column]) => [column, isoOf(facts[field])])),
  }));
  await tx.db.$executeRawUnsafe(
    `update message m
        set status = case when m.status = 'unconfirmed' and e.arrived then 'sent' else m.status end,
            bounce_kind = e.bounce_kind, open_count = e.open_count, click_count = e.click_count,
            ${FACTS.map(([, column]) => `${column} = e.${column}`).join(", ")}
       from json_to_recordset($2::json) as e(id uuid, arrived boolean, bounce_kind text, open_count int, click_count int,
            ${FACTS.map(([, column]) => `${column} timestamptz`).join(", ")})
      where m.workspace_id = $1::uuid and m.id = any(array(select value::uuid from json_array_elements_text($3::json))) and m.id = e.id`,
    tx.workspaceId,
    JSON.stringify(rows),
    JSON.stringify(rows.map(({ id }) => id)),
  );
}

/** Remembers which recipients clicked which link, and counts the new ones. */
export async function addLinkClickers(
  tx: SqlTx,
  events: readonly StoredEvent[],
  corrected: readonly CorrectedClick[],
  changes: RollUpChanges,
): Promise<void> {
  const machine = new Set(corrected.map((click) => click.id));
  const clicks = events.filter((event) => isHumanLinkClick(event) && !machine.has(event.id));
  if (clicks.length === 0) return;
  const rows = await tx.db.$queryRawUnsafe<{ linkId: string; campaignId: string }[]>(
    `with clicked as (
       select e."linkId", e."messageId", e."campaignId", min(e."occurredAt") as at
         from json_to_recordset($2::json) as e("linkId" uuid, "messageId" uuid, "campaignId" uuid, "occurredAt" timestamptz)
        group by 1, 2, 3 order by 1, 2
     ), stored as (
       insert into link_clicker as l (workspace_id, link_id, message_id, first_clicked_at)
       select $1::uuid, "linkId", "messageId", at from clicked
       on conflict (workspace_id, link_id, message_id) do update set first_clicked_at = least(l.first_clicked_at, excluded.first_clicked_at)
       returning link_id, message_id, (xmax = 0) as fresh
     )
     select c."linkId", c."campaignId" from clicked c join stored s on s.link_id = c."linkId" and s.message_id = c."messageId" where s.fresh`,
    tx.workspaceId,
    JSON.stringify(clicks),
  );
  for (const row of rows) changes.links.add({ link_id: row.linkId, campaign_id: row.campaignId }, "human_clickers", 1);
}

function isHumanLinkClick(event: StoredEvent): boolean {
  return event.type === "message.clicked" && event.actor === "human" && Boolean(event.linkId && event.campaignId);
}

/** Moves the last activity of contacts forward. Only what people do counts; a corrected click is taken back. */
export async function touchContacts(
  tx: SqlTx,
  events: readonly StoredEvent[],
  corrected: readonly CorrectedClick[],
): Promise<void> {
  const machine = new Set(corrected.map((click) => click.id));
  const signs = events.filter((event) => event.contactId && isActivity(event) && !machine.has(event.id));
  if (signs.length > 0) {
    await tx.db.$executeRawUnsafe(
      `with signs as (
         select e."contactId" as id, max(e."occurredAt") as activity,
                max(e."occurredAt") filter (where e.type = 'message.opened') as opened,
                max(e."occurredAt") filter (where e.type = 'message.clicked') as clicked
           from json_to_recordset($2::json) as e("contactId" uuid, "occurredAt" timestamptz, type text) group by 1
       ), locked as (
         select c.id from contact c where c.workspace_id = $1::uuid and c.id in (select id from signs) order by c.id for no key update
       )
       update contact c
          set last_activity_at = greatest(c.last_activity_at, s.activity), last_opened_at = greatest(c.last_opened_at, s.opened),
              last_clicked_at = greatest(c.last_clicked_at, s.clicked)
         from signs s join locked l on l.id = s.id
        where c.workspace_id = $1::uuid and c.id = s.id`,
      tx.workspaceId,
      JSON.stringify(signs),
    );
  }
  await recountLastClicks(tx, [...new Set(corrected.flatMap((click) => click.contactId ?? []))].sort());
}

async function recountLastClicks(tx: SqlTx, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length === 0) return;
  await tx.db.$executeRawUnsafe(
    `update contact c
        set last_clicked_at = (select max(e.occurred_at) from event e where e.workspace_id = c.workspace_id and e.contact_id = c.id
                                  and e.type = 'message.clicked' and e.actor = 'human')
      where c.workspace_id = $1::uuid and c.id in (select value::uuid from json_array_elements_text($2::json))`,
    tx.workspaceId,
    JSON.stringify(contactIds),
  );
}

/** What the person did: not what a colleague or an import did to their record. */
function isActivity(event: StoredEvent): boolean {
  if (event.type === "message.unsubscribed") return true;
  if (event.type === "contact.subscribed" || event.type === "contact.unsubscribed") {
    return event.data?.method !== "import" && event.data?.method !== "manual";
  }
  return (event.type === "message.opened" || event.type === "message.clicked") && event.actor === "human";
}

function timeOf(value: unknown): number | null {
  return value instanceof Date ? value.getTime() : null;
}

function isoOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
