import type pg from "pg";
import { mailboxProviders } from "@/lib/base/addresses/mailbox-providers.shared";
import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { createField } from "@/lib/people/contacts/fields";
import { afterwards } from "./indexes-afterwards";

/** What the segments of the measurement name. UUIDs. */
export interface Things {
  newsletter: string;
  offers: string;
  vip: string;
  buyer: string;
}

/** The workspace's fields, lists and tags. */
export async function makeThings(ctx: Ctx): Promise<Things> {
  const { db, workspaceId } = ctx;
  await createField(ctx, { key: "plan", label: "Plan", type: "text" });
  await createField(ctx, { key: "birthday", label: "Birthday", type: "date" });
  const named = async (table: "list" | "tag", name: string) => {
    const data = { workspaceId, id: newId(), name };
    await (table === "list" ? db.list.create({ data }) : db.tag.create({ data }));
    return data.id;
  };
  return {
    newsletter: await named("list", "Newsletter"),
    offers: await named("list", "Offers"),
    vip: await named("tag", "VIP"),
    buyer: await named("tag", "Buyer"),
  };
}

// Made in the database, the indexes after the rows. The ids have the time at which somebody came, as in real use. `random()` comes from a
// seed, so that two runs hold the same people.
const PEOPLE = `
  insert into contact (workspace_id, id, email, email_normalized, email_domain, first_name, last_name, fields, language, source,
    last_opened_at, last_clicked_at, last_activity_at, created_at, updated_at)
  select $1::uuid, uuidv7(-age), address, address, domain, first_name, last_name,
    jsonb_build_object('city', city, 'points', points, 'plan', plan)
      || case when n % 3 = 0 then jsonb_build_object('birthday', birthday::text) else '{}' end,
    language, 'import', now() - opened, now() - clicked, now() - least(opened, clicked), now() - age, now() - age
  from (
    select n, age, domain, 'reader' || n || '@' || domain as address,
      (array['Ada','Grace','Linus','Zoë','Søren','Łukasz','Mei','Noor','Мария','Anna'])[1 + n % 10] as first_name,
      (array['Lovelace','Hopper','Núñez','Okafor','Tanaka','Иванов','Müller'])[1 + n % 7] as last_name,
      (array['Bristol','Leeds','Malmö','Kraków'])[1 + n % 4] as city, (power(chance, 3) * 1000)::int as points,
      case when chance < 0.03 then 'Pro' when chance < 0.15 then 'team' else 'free' end as plan,
      date '1960-01-01' + (other * 18000)::int as birthday,
      (array['en','de','fr'])[1 + n % 3] as language,
      case when other < 0.45 then chance * interval '400 days' end as opened,
      case when other < 0.08 then chance * interval '400 days' end as clicked
    from (
      select n, random() as chance, random() as other, interval '730 days' * (1 - n / $2::float8) as age,
        case when n % 2 = 0 then $3::text when n % 5 = 1 then $4::text else 'company' || n % 50000 || '.example' end as domain
      from generate_series(1, $2::int) n
    ) drawn
  ) person`;

const SUBSCRIPTIONS = `
  insert into subscription (workspace_id, id, list_id, contact_id, status, created_at, confirmed_at)
  select workspace_id, new_id(), $2::uuid, id, status, created_at, case when status = 'confirmed' then created_at end
  from (select contact.*, case when chance < 0.9 then 'confirmed' when chance < 0.93 then 'pending' else 'unsubscribed' end as status
          from (select *, random() as chance, random() as other from contact where workspace_id = $1::uuid) contact
         where other < $3::float8) joined`;

const CONSENTS = `
  insert into consent_record (workspace_id, id, contact_id, email_normalized, list_id, list_name, kind, method, wording, occurred_at)
  select s.workspace_id, new_id(), s.contact_id, c.email_normalized, s.list_id, 'Newsletter', 'opt_in',
    case when random() < 0.2 then 'form' else 'import' end, 'Ticked the box', s.created_at
  from subscription s join contact c on c.workspace_id = $1::uuid and c.id = s.contact_id
  where s.workspace_id = $1::uuid and s.list_id = $2::uuid and s.status = 'confirmed'`;

const TAGS = `
  insert into contact_tag (workspace_id, contact_id, tag_id)
  select workspace_id, id, $2::uuid from contact where workspace_id = $1::uuid and random() < $3::float8`;

const SUPPRESSIONS = `
  insert into suppression (workspace_id, id, email_normalized, reason)
  select workspace_id, new_id(), email_normalized, 'hard_bounce' from contact where workspace_id = $1::uuid and random() < 0.01`;

/** Where most consumers are. */
const largest = mailboxProviders.slice(0, 2).map(({ domains }) => domains[0]);

/** Contacts with two lists, two tags, proofs of consent and suppressions. */
export async function fillPeople(
  client: pg.ClientBase,
  workspaceId: string,
  things: Things,
  count: number,
): Promise<void> {
  await client.query("select setseed(0.5)");
  await afterwards(client, "contact", () => client.query(PEOPLE, [workspaceId, count, ...largest]));
  await client.query("analyze contact");
  await afterwards(client, "subscription", async () => {
    await client.query(SUBSCRIPTIONS, [workspaceId, things.newsletter, 0.97]);
    await client.query(SUBSCRIPTIONS, [workspaceId, things.offers, 0.3]);
  });
  await client.query("analyze subscription");
  await afterwards(client, "consent_record", () => client.query(CONSENTS, [workspaceId, things.newsletter]));
  await client.query(TAGS, [workspaceId, things.vip, 0.02]);
  await client.query(TAGS, [workspaceId, things.buyer, 0.15]);
  await client.query(SUPPRESSIONS, [workspaceId]);
}
