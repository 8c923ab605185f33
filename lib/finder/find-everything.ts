import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { actorCan, type Permission, requirePermission } from "@/lib/base/permissions.shared";
import { rankMatch } from "@/lib/base/text/rank-match.shared";
import { findContacts } from "@/lib/people/contacts/find-contacts";
import { FindEverything, type FoundItem, type FoundKind, foundKinds } from "./schema";

const { sql } = Prisma;

/** Of each kind so many are shown. */
const SHOWN = 5;
/** Of each kind with names the newest are looked through; a workspace has some hundreds. */
const LOOKED_THROUGH = 5000;

const needs: Readonly<Record<FoundKind, Permission>> = {
  campaign: "campaigns.read",
  list: "lists.read",
  segment: "segments.read",
  template: "templates.read",
  contact: "contacts.read",
};

/**
 * Contacts, campaigns, lists, segments and templates that fit, of the kinds that the actor may read, the best first; a short answer at any
 * number of contacts.
 */
export async function findEverything(ctx: Ctx, input: FindEverything): Promise<{ items: FoundItem[] }> {
  requirePermission(ctx, "workspace.read");
  const { query } = FindEverything.parse(input);
  if (query === "") return { items: [] };
  const [people, names] = await Promise.all([findPeople(ctx, query), findNamed(ctx, query)]);
  const items = [...names, ...people].sort(
    (a, b) => a.rank - b.rank || foundKinds.indexOf(a.kind) - foundKinds.indexOf(b.kind),
  );
  return { items };
}

async function findPeople(ctx: Ctx, query: string): Promise<FoundItem[]> {
  if (!actorCan(ctx.actor, needs.contact)) return [];
  const { items } = await findContacts(ctx, { query, limit: SHOWN });
  return items.map(({ id, email, firstName, lastName }) => {
    const name = [firstName, lastName].filter(Boolean).join(" ");
    const ranks = [email, name].flatMap((text) => rankMatch(text, query) ?? []);
    return { kind: "contact", id, label: name || email, detail: name ? email : "", rank: Math.min(3, ...ranks) };
  });
}

interface NamedRow {
  kind: Exclude<FoundItem["kind"], "contact">;
  id: string;
  label: string;
  detail: string;
}

const prefixes = { campaign: "cmp", list: "lst", segment: "seg", template: "tpl" } as const;

async function findNamed(ctx: Ctx, query: string): Promise<FoundItem[]> {
  const own = sql`workspace_id = ${ctx.workspaceId}::uuid`;
  const newest = sql`order by id desc limit ${LOOKED_THROUGH}`;
  const rows = await ctx.db.$queryRaw<NamedRow[]>(sql`
    (select 'campaign' as kind, id, name as label, status as detail from campaign where ${own} and archived_at is null ${newest})
    union all (select 'list', id, name, description from list where ${own} and archived_at is null ${newest})
    union all (select 'segment', id, name, description from segment where ${own} ${newest})
    union all (select 'template', id, name, '' from template where ${own} and archived_at is null ${newest})`);
  const fitting = rows.flatMap((row) => {
    const rank = actorCan(ctx.actor, needs[row.kind]) ? rankMatch(row.label, query) : null;
    return rank === null ? [] : [{ ...row, id: publicId(prefixes[row.kind], row.id), rank }];
  });
  // The newest first where they fit equally well.
  fitting.sort((a, b) => a.rank - b.rank);
  return foundKinds.flatMap((kind) => fitting.filter((row) => row.kind === kind).slice(0, SHOWN));
}
