import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { type Place, places } from "@/prisma/distribution";

// What Citus asks of a schema, held on the live catalogue: a new table, key or index cannot break it unseen.

const placeOf = (table: string): Place | undefined => places[table.replaceAll('"', "")];
const tenants = Object.keys(places).filter((table) => places[table] === "tenant");

test("every table has its place", async () => {
  const tables = await prisma.$queryRaw<{ name: string }[]>`
    select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') and relname <> '_prisma_migrations'
     order by 1`;
  expect(tables.map(({ name }) => name)).toEqual(Object.keys(places).sort());
});

test("a tenant table has a workspace in every row and in every unique index", async () => {
  const columns = await prisma.$queryRaw<{ name: string }[]>`
    select c.relname as name from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and a.atttypid = 'uuid'::regtype and a.attnotnull
     where c.relname = any(${tenants}) and c.relnamespace = 'public'::regnamespace order by 1`;
  expect(columns.map(({ name }) => name)).toEqual(tenants);
  const without = await prisma.$queryRaw<{ index: string }[]>`
    select i.indexrelid::regclass::text as index from pg_index i join pg_class c on c.oid = i.indrelid
     where c.relname = any(${tenants}) and c.relnamespace = 'public'::regnamespace and (i.indisunique or i.indisexclusion)
       and not exists (
         select 1 from pg_attribute a
          where a.attrelid = i.indrelid and a.attname = 'workspace_id' and a.attnum = any(i.indkey[0:i.indnkeyatts - 1]))`;
  expect(without).toEqual([]);
});

interface Key {
  name: string;
  from: string;
  to: string;
  pairs: string[];
  onUpdate: string;
  onDelete: string;
}

test("foreign keys cross no server and change no workspace", async () => {
  const keys = await prisma.$queryRaw<Key[]>`
    select c.conname as name, c.conrelid::regclass::text as from, c.confrelid::regclass::text as to,
           c.confupdtype::text as "onUpdate", c.confdeltype::text as "onDelete",
           array(select f.attname || '=' || t.attname from unnest(c.conkey, c.confkey) as k(f, t)
                   join pg_attribute f on f.attrelid = c.conrelid and f.attnum = k.f
                   join pg_attribute t on t.attrelid = c.confrelid and t.attnum = k.t)::text[] as pairs
      from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace`;
  expect(keys.length).toBeGreaterThan(30);
  expect(keys.flatMap(wrongOf)).toEqual([]);
});

/** a: no action, r: restrict, c: cascade. Setting to null or a default would change the workspace of the row. */
function wrongOf({ name, from, to, pairs, onUpdate, onDelete }: Key): string[] {
  const [inside, outside] = [placeOf(from), placeOf(to)];
  const wrong: string[] = [];
  if (onUpdate !== "a") wrong.push("must say onUpdate: NoAction");
  if (inside === "tenant" && !"arc".includes(onDelete)) wrong.push("would change a workspace");
  if (inside === "tenant" && outside === "tenant" && !pairs.includes("workspace_id=workspace_id")) {
    wrong.push("has no workspace");
  }
  if (inside === "tenant" && outside === "local") wrong.push("points from a tenant table at a local one");
  if (inside !== "tenant" && outside === "tenant") wrong.push("points from the installation at a tenant table");
  if (inside === "reference" && outside === "local") wrong.push("points from every server at a local table");
  return wrong.map((each) => `${name} ${each}`);
}

test("tenant tables have no triggers but those of the consent ledger, no policies and take no numbers from a sequence", async () => {
  const found = await prisma.$queryRaw<{ what: string }[]>`
    with tenant as (select oid from pg_class where relname = any(${tenants}) and relnamespace = 'public'::regnamespace)
    select tgname::text as what from pg_trigger where tgrelid in (select oid from tenant) and not tgisinternal
    union all select polname::text from pg_policy where polrelid in (select oid from tenant)
    union all select format('%s.%s', adrelid::regclass, adnum) from pg_attrdef
     where adrelid in (select oid from tenant) and pg_get_expr(adbin, adrelid) like '%nextval%'
    union all select format('%s.%s', attrelid::regclass, attname) from pg_attribute
     where attrelid in (select oid from tenant) and attidentity <> ''`;
  // They hold the consent ledger, and each looks at its own row alone: where tables are distributed, citus.enable_unsafe_triggers lets them.
  expect(found.map(({ what }) => what).sort()).toEqual(["consent_record_only_grows", "consent_wording_stays"]);
});

/** Functions of ours that name a table, and why that crosses no server. */
const functionsOnTables: Readonly<Record<string, string>> = {
  take_pace: "pace_counter is local",
};

test("no function reads or writes tenant tables", async () => {
  const functions = await prisma.$queryRaw<{ name: string; body: string }[]>`
    select proname as name, coalesce(pg_get_functiondef(oid), '') as body from pg_proc
     where pronamespace = 'public'::regnamespace and prokind in ('f', 'p')`;
  expect(functions.length).toBeGreaterThan(3);
  const onTables = functions.filter(({ body }) =>
    Object.keys(places).some((table) =>
      new RegExp(`\\b(from|join|into|update|of)\\s+(public\\.)?"?${table}"?\\b`, "i").test(body),
    ),
  );
  expect(onTables.map(({ name }) => name).sort()).toEqual(Object.keys(functionsOnTables).sort());
  const pace = functions.find(({ name }) => name === "take_pace")?.body ?? "";
  expect(tenants.filter((table) => new RegExp(`\\b${table}\\b`).test(pace))).toEqual([]);
});
