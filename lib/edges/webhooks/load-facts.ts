import { createHash } from "node:crypto";
import { deterministicId } from "@/lib/base/db/ids";
import type { SqlTx } from "@/lib/base/db/pg-transaction";
import type { outboxKinds } from "@/lib/events/outbox/outbox-kinds";
import type { EventFact } from "./event-fact";

/** Columns of message `m`, contact `c` and campaign `p`. */
const ABOUT = `c.external_id as "externalId", coalesce(m.email, c.email) as email, c.first_name as "firstName", c.last_name as "lastName",
            m.kind as "messageKind", p.name as "campaignName"`;

const of = (table: string, columns: string, id: string) =>
  `left join lateral (select ${columns} from ${table} t where t.workspace_id = $1::uuid and t.id = ${id} limit 1)`;
const CONTACT = "external_id, email, first_name, last_name";

const eventsSql = `
     select e.id, e.type, e.occurred_at as "occurredAt", e.message_id as "messageId", e.campaign_id as "campaignId", e.contact_id as "contactId",
            e.link_id as "linkId", l.url as "linkUrl", e.actor, e.reasons, e.ip, e.user_agent as "userAgent", e.data, ${ABOUT}
       from event e
       ${of("message", "kind, email", "e.message_id")} m on true
       ${of("contact", CONTACT, "e.contact_id")} c on true
       ${of("campaign", "name", "e.campaign_id")} p on true
       ${of("campaign_link", "url", "e.link_id")} l on true
      where e.workspace_id = $1::uuid and e.id = any($2::uuid[])`;

const acceptedSql = `
     select m.id as "messageId", m.sent_at as "occurredAt", m.campaign_id as "campaignId", m.contact_id as "contactId", ${ABOUT}
       from message m
       ${of("contact", CONTACT, "m.contact_id")} c on true
       ${of("campaign", "name", "m.campaign_id")} p on true
      where m.workspace_id = $1::uuid and m.id = any($2::uuid[]) and m.sent_at is not null`;

type AcceptedRow = Omit<
  EventFact,
  "id" | "type" | "linkId" | "linkUrl" | "actor" | "reasons" | "ip" | "userAgent" | "data"
> & {
  messageId: string;
};

/** What the rows of the outbox name, as it is now. Test mails are nobody's business, and what is gone is left out. */
export async function loadFacts(
  tx: SqlTx,
  kind: (typeof outboxKinds)[number],
  refs: readonly string[],
): Promise<EventFact[]> {
  if (refs.length === 0) return [];
  if (kind === "events") {
    const facts = await tx.db.$queryRawUnsafe<EventFact[]>(eventsSql, tx.workspaceId, refs);
    return facts.filter(({ messageKind }) => messageKind !== "test");
  }
  const rows = await tx.db.$queryRawUnsafe<AcceptedRow[]>(acceptedSql, tx.workspaceId, refs);
  const types = kind === "delivered" ? (["message.sent", "message.delivered"] as const) : (["message.sent"] as const);
  return rows
    .filter(({ messageKind }) => messageKind !== "test")
    .flatMap((row) => types.map((type) => acceptedFact(row, type)));
}

/** There is no row for it: its id follows from the message, so that it is the same however often this is told. */
function acceptedFact(row: AcceptedRow, type: "message.sent" | "message.delivered"): EventFact {
  const digest = createHash("sha256").update(`${type}/${row.messageId}`).digest();
  const nothing = { linkId: null, linkUrl: null, actor: null, reasons: [], ip: null, userAgent: null, data: {} };
  return { ...row, ...nothing, id: deterministicId(row.occurredAt, digest), type };
}
