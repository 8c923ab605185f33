import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { storedKinds } from "@/prisma/stored-kinds";

test("the checks of the catalogue hold exactly the lists that the code has", async () => {
  const checks = await prisma.$queryRaw<{ column: string; definition: string; validated: boolean }[]>`
    select format('%s.%s', c.conrelid::regclass, a.attname) as column, pg_get_constraintdef(c.oid) as definition,
           c.convalidated as validated
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'c' and c.connamespace = 'public'::regnamespace and pg_get_constraintdef(c.oid) like '% = ANY (ARRAY[%'
     order by 1`;
  const held = checks.map(({ column, definition, validated }) => [
    column,
    validated,
    [...definition.matchAll(/'((?:[^']|'')*)'::text/g)].map(([, value]) => value),
  ]);
  expect(held).toEqual(Object.entries(storedKinds).map(([column, list]) => [column, true, list]));
});

test("no column has an enum of PostgreSQL", async () => {
  const enums = await prisma.$queryRaw<unknown[]>`
    select format('%s.%s', a.attrelid::regclass, a.attname) as column
      from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relnamespace = 'public'::regnamespace
      join pg_type t on t.oid = a.atttypid left join pg_type e on e.oid = t.typelem
     where a.attnum > 0 and c.relkind in ('r', 'p') and (t.typtype = 'e' or e.typtype = 'e')`;
  expect(enums).toEqual([]);
});
