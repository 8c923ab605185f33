import type pg from "pg";
import { type Place, places } from "@/prisma/distribution";
import type { TreeNode } from "./node-tree";
import { numberOf } from "./node-tree";

export interface Table {
  name: string;
  place: Place;
  /** Number of the column `workspace_id`; 0 when there is none. */
  workspace: number;
}

/** What the rules ask of the catalogue. */
export interface Catalogue {
  tables: ReadonlyMap<number, Table>;
  /** i, s or v (immutable, stable, volatile), by function. */
  volatility: ReadonlyMap<number, string>;
  names: ReadonlyMap<number, string>;
  /** Functions that write or read a type's text, by type. */
  output: ReadonlyMap<number, number>;
  input: ReadonlyMap<number, number>;
}

export async function readCatalogue(client: pg.ClientBase): Promise<Catalogue> {
  const tables = await client.query<{ oid: number; name: string; workspace: number | null }>(
    `select c.oid, c.relname as name, a.attnum as workspace from pg_class c
       left join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
  );
  const functions = await client.query<{ oid: number; name: string; volatility: string }>(
    "select oid, proname as name, provolatile::text as volatility from pg_proc",
  );
  const types = await client.query<{ oid: number; input: number; output: number }>(
    "select oid, typinput::oid as input, typoutput::oid as output from pg_type",
  );
  return {
    tables: new Map(
      tables.rows.flatMap(({ oid, name, workspace }) => {
        const place = places[name];
        return place ? [[oid, { name, place, workspace: workspace ?? 0 }] as const] : [];
      }),
    ),
    volatility: new Map(functions.rows.map(({ oid, volatility }) => [oid, volatility])),
    names: new Map(functions.rows.map(({ oid, name }) => [oid, name])),
    input: new Map(types.rows.map(({ oid, input }) => [oid, input])),
    output: new Map(types.rows.map(({ oid, output }) => [oid, output])),
  };
}

/** The functions that a node of an expression calls. */
export function functionsOf(node: TreeNode, { input, output }: Catalogue): number[] {
  switch (node.node) {
    case "FUNCEXPR":
      return [numberOf(node.funcid)];
    case "OPEXPR":
    case "DISTINCTEXPR":
    case "NULLIFEXPR":
    case "SCALARARRAYOPEXPR":
      return [numberOf(node.opfuncid)];
    case "COERCEVIAIO":
      return [output.get(typeOf(node.arg)) ?? 0, input.get(numberOf(node.resulttype)) ?? 0];
    default:
      return [];
  }
}

const TYPE_FIELDS = [
  "vartype",
  "consttype",
  "paramtype",
  "funcresulttype",
  "opresulttype",
  "resulttype",
  "casetype",
  "coalescetype",
];

function typeOf(value: TreeNode[string] | undefined): number {
  if (!value || typeof value === "string" || Array.isArray(value)) return 0;
  const field = TYPE_FIELDS.find((name) => name in value);
  return field ? numberOf(value[field]) : 0;
}
