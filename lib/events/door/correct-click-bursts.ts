import type { SqlTx } from "@/lib/base/db/pg-transaction";
import type { RollUpChanges } from "@/lib/events/roll-ups/roll-up-changes";
import { findClickBursts } from "./click-bursts";
import type { CorrectedClick, MessageRow, StoredEvent } from "./rows";

interface ClickRow {
  id: string;
  messageId: string;
  linkId: string;
  occurredAt: Date;
  actor: string;
}

/** Long enough on both sides of a click to see its whole burst. */
const WINDOW_MS = 20_000;

/**
 * Marks clicks that turn out to be part of a machine's burst as bot, earlier ones included, and takes them out of the message's facts,
 * the link's clickers and the roll-ups. The facts of `messages` already hold the new events.
 */
export async function correctClickBursts(
  tx: SqlTx,
  fresh: readonly StoredEvent[],
  messages: readonly MessageRow[],
  changes: RollUpChanges,
): Promise<CorrectedClick[]> {
  const suspects = suspectMessages(fresh, messages);
  if (suspects.size === 0) return [];
  const clicks = await clicksAround(tx, fresh, [...suspects.keys()]);
  const linkCounts = await countLinks(tx, [...suspects.values()]);
  const corrected: CorrectedClick[] = [];
  for (const [messageId, message] of suspects) {
    const own = clicks.filter((click) => click.messageId === messageId);
    const burst = findClickBursts(own, linkCounts.get(message.campaignId ?? "") ?? Number.POSITIVE_INFINITY);
    for (const click of own) {
      if (click.actor === "human" && burst.has(click.id)) {
        corrected.push({ ...click, contactId: message.contactId, campaignId: message.campaignId });
      }
    }
  }
  if (corrected.length > 0) await takeBack(tx, corrected, suspects, changes);
  return corrected;
}

/** Messages with a new click and enough clicks for a burst: three by people, or some by machines already. */
function suspectMessages(fresh: readonly StoredEvent[], messages: readonly MessageRow[]): Map<string, MessageRow> {
  const clicked = new Set(fresh.flatMap((event) => (event.type === "message.clicked" && event.messageId) || []));
  const enough = ({ facts }: MessageRow) =>
    facts.clickCount >= 3 || (facts.clickCount > 0 && facts.firstBotClickedAt !== null);
  return new Map(messages.filter((row) => clicked.has(row.id) && enough(row)).map((row) => [row.id, row]));
}

/** Clicks that looked human by themselves: a scanner known by name must not taint the person who clicks right after it. */
async function clicksAround(tx: SqlTx, fresh: readonly StoredEvent[], messageIds: string[]): Promise<ClickRow[]> {
  const times = fresh.filter((event) => event.type === "message.clicked").map((event) => event.occurredAt.getTime());
  return tx.db.$queryRawUnsafe<ClickRow[]>(
    `select id, message_id as "messageId", link_id as "linkId", occurred_at as "occurredAt", actor
       from event
      where workspace_id = $1::uuid and message_id in (select value::uuid from json_array_elements_text($2::json))
        and type = 'message.clicked' and link_id is not null and (actor = 'human' or 'links_in_a_burst' = any(reasons))
        and occurred_at between $3::timestamptz and $4::timestamptz
      order by message_id, occurred_at limit 20000`,
    tx.workspaceId,
    JSON.stringify(messageIds),
    new Date(Math.min(...times) - WINDOW_MS).toISOString(),
    new Date(Math.max(...times) + WINDOW_MS).toISOString(),
  );
}

async function countLinks(tx: SqlTx, messages: readonly MessageRow[]): Promise<Map<string, number>> {
  const campaignIds = [...new Set(messages.flatMap((message) => message.campaignId ?? []))];
  const rows = await tx.db.$queryRawUnsafe<{ campaignId: string; count: number }[]>(
    `select campaign_id as "campaignId", count(*)::int as count from campaign_link
      where workspace_id = $1::uuid and campaign_id in (select value::uuid from json_array_elements_text($2::json)) group by 1`,
    tx.workspaceId,
    JSON.stringify(campaignIds),
  );
  return new Map(rows.map((row) => [row.campaignId, row.count]));
}

async function takeBack(
  tx: SqlTx,
  corrected: readonly CorrectedClick[],
  messages: ReadonlyMap<string, MessageRow>,
  changes: RollUpChanges,
): Promise<void> {
  const ids = JSON.stringify(corrected.map((click) => click.id));
  await tx.db.$executeRawUnsafe(
    `update event set actor = 'bot', reasons = array_append(reasons, 'links_in_a_burst')
      where workspace_id = $1::uuid and id in (select value::uuid from json_array_elements_text($2::json))`,
    tx.workspaceId,
    ids,
  );
  for (const click of corrected) {
    const message = messages.get(click.messageId);
    if (message) message.facts = { ...message.facts, clickCount: message.facts.clickCount - 1 };
    if (!click.campaignId) continue;
    for (const [column, by] of [
      ["human_clicks", -1],
      ["bot_clicks", 1],
    ] as const) {
      changes.totals.add({ campaign_id: click.campaignId }, column, by);
      changes.links.add({ link_id: click.linkId, campaign_id: click.campaignId }, column, by);
    }
  }
  await refindFirstClicks(tx, corrected, messages);
  await removeLinkClickers(tx, corrected, changes);
}

async function refindFirstClicks(
  tx: SqlTx,
  corrected: readonly CorrectedClick[],
  messages: ReadonlyMap<string, MessageRow>,
): Promise<void> {
  const rows = await tx.db.$queryRawUnsafe<{ messageId: string; human: Date | null; machine: Date | null }[]>(
    `select message_id as "messageId", min(occurred_at) filter (where actor = 'human') as human,
            min(occurred_at) filter (where actor <> 'human') as machine
       from event
      where workspace_id = $1::uuid and type = 'message.clicked'
        and message_id in (select value::uuid from json_array_elements_text($2::json))
      group by 1`,
    tx.workspaceId,
    JSON.stringify([...new Set(corrected.map((click) => click.messageId))]),
  );
  for (const row of rows) {
    const message = messages.get(row.messageId);
    if (!message) continue;
    message.facts.firstClickedAt = row.human?.getTime() ?? null;
    message.facts.firstBotClickedAt = row.machine?.getTime() ?? null;
  }
}

/** Forgets link clickers that have no human click left. */
async function removeLinkClickers(
  tx: SqlTx,
  corrected: readonly CorrectedClick[],
  changes: RollUpChanges,
): Promise<void> {
  const removed = await tx.db.$queryRawUnsafe<{ linkId: string; messageId: string }[]>(
    `delete from link_clicker l
      using (select distinct "linkId", "messageId" from json_to_recordset($2::json) as e("linkId" uuid, "messageId" uuid)) c
      where l.workspace_id = $1::uuid and l.link_id = c."linkId" and l.message_id = c."messageId"
        and not exists (select from event e where e.workspace_id = $1::uuid and e.message_id = l.message_id and e.link_id = l.link_id
                           and e.type = 'message.clicked' and e.actor = 'human')
     returning l.link_id as "linkId", l.message_id as "messageId"`,
    tx.workspaceId,
    JSON.stringify(corrected),
  );
  for (const row of removed) {
    const campaignId = corrected.find((click) => click.messageId === row.messageId)?.campaignId;
    if (campaignId) changes.links.add({ link_id: row.linkId, campaign_id: campaignId }, "human_clickers", -1);
  }
}
