import type pg from "pg";
import { newId } from "@/lib/base/db/ids";
import type { Progress } from "@/lib/run/measure/progress";
import { afterwards } from "./indexes-afterwards";

/** Campaigns that were sent, and the link of one. UUIDs. */
export interface Sent {
  spring: string;
  summer: string;
  link: string;
}

const CAMPAIGN = `insert into campaign (workspace_id, id, name, status, launched_at, created_at, updated_at)
  values ($1::uuid, $2::uuid, $3, 'sent', now() - $4::interval, now() - $4::interval, now() - $4::interval)`;

const MESSAGES = `
  insert into message (workspace_id, id, kind, campaign_id, contact_id, email, email_normalized, email_domain, status, created_at,
    sent_at, delivered_at, bounced_at, bounce_kind, first_opened_at, first_proxy_opened_at, first_clicked_at, open_count, click_count)
  select workspace_id, uuidv7(-$3::interval), 'campaign', $2::uuid, id, email, email_normalized, email_domain, 'sent', sent, sent, sent,
    case when chance > 0.99 then sent end, case when chance > 0.99 then 'hard' end,
    case when chance < 0.3 then sent + interval '3 hours' end, case when chance between 0.2 and 0.6 then sent + interval '1 hour' end,
    case when chance < 0.04 then sent + interval '4 hours' end, (chance < 0.3)::int, (chance < 0.04)::int
  from (select contact.*, random() as chance, now() - $3::interval as sent from contact where workspace_id = $1::uuid) contact
  where random() < 0.8`;

const LINK =
  "insert into campaign_link (workspace_id, id, campaign_id, position, url, label) values ($1::uuid, $2::uuid, $3::uuid, 0, $4, $5)";
const CLICKERS = `
  insert into link_clicker (workspace_id, link_id, message_id, first_clicked_at)
  select workspace_id, $3::uuid, id, first_clicked_at from message
   where workspace_id = $1::uuid and campaign_id = $2::uuid and first_clicked_at is not null and random() < 0.5`;

/** Two campaigns to four of five people, with what these did. */
export async function fillCampaigns(client: pg.ClientBase, workspaceId: string): Promise<Sent> {
  const sent = { spring: newId(), summer: newId(), link: newId() };
  await afterwards(client, "message", async () => {
    for (const [id, name, ago] of [
      [sent.spring, "Spring", "200 days"],
      [sent.summer, "Summer", "20 days"],
    ] as const) {
      await client.query(CAMPAIGN, [workspaceId, id, name, ago]);
      await client.query(MESSAGES, [workspaceId, id, ago]);
    }
  });
  await client.query("analyze message");
  await client.query(LINK, [workspaceId, sent.link, sent.summer, "https://shop.example/boots", "Boots"]);
  await client.query(CLICKERS, [workspaceId, sent.summer, sent.link]);
  return sent;
}

/** Few people do most: the events are drawn by the square of chance. */
const EVENTS = `
  insert into custom_event (workspace_id, id, kind, name, occurred_at, message_id, message_key, contact_id, source, said)
  select $1::uuid, uuidv7(-age), 'track', name, now() - age, 'e' || event.n, md5('e' || event.n)::uuid, person.id, 'api',
    case name when 'order.placed' then jsonb_build_object('total', (event.n % 300) + 0.5, 'currency', 'EUR', 'category', 'boots')
              when 'product.viewed' then jsonb_build_object('category', (array['boots','tents','maps'])[1 + event.n % 3])
              else '{"path":"/"}' end
  from (
    select n, interval '365 days' * (1 - n / $2::float8) as age,
      case when n % 20 = 0 then 'order.placed' when n % 4 = 1 then 'product.viewed' when n % 50 = 3 then 'cart.left' else 'page.viewed' end as name,
      1 + floor(power(random(), 2) * $5::int)::int as who
    from generate_series($3::int, $4::int) n offset 0
  ) event join numbered_person person on person.n = event.who
  order by event.n`;

const SLICE = 1_000_000;

/** What people did elsewhere within the last year. */
export async function fillEvents(
  client: pg.ClientBase,
  { workspaceId, people, events }: { workspaceId: string; people: number; events: number },
  progress: Progress,
): Promise<void> {
  await client.query(`create temporary table numbered_person as
    select row_number() over (order by md5(id::text))::int as n, id from contact where workspace_id = '${workspaceId}'`);
  await client.query("analyze numbered_person");
  await afterwards(client, "custom_event", async () => {
    for (let from = 1; from <= events; from += SLICE) {
      progress.show("Events", from - 1, events);
      await client.query(EVENTS, [workspaceId, events, from, Math.min(events, from + SLICE - 1), people]);
    }
    progress.show("Indexes of the events");
  });
  await client.query(
    `insert into event_name (workspace_id, name, property_keys, first_seen_at, last_seen_at)
     select $1::uuid, name, '{total,category}', now(), now() from unnest('{order.placed,product.viewed,cart.left,page.viewed}'::text[]) name`,
    [workspaceId],
  );
}
