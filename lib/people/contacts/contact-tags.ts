import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { plainArray, type SqlTx } from "@/lib/base/db/pg-transaction";
import { foldText } from "@/lib/base/text/fold-text.shared";
import { ensureTags } from "./tags";

export interface TagChange {
  contactId: string;
  /** Names; missing tags are made. */
  add: readonly string[];
  remove: readonly string[];
}

const { sql } = Prisma;

/** Gives and takes tags of many contacts at once; gives the ids of those for whom something changed. For use inside a transaction. */
export async function changeContactTags(tx: Ctx, changes: readonly TagChange[]): Promise<ReadonlySet<string>> {
  const added = await addTags(tx, changes);
  const removed = await removeTags(tx, changes);
  return new Set([...added, ...removed].map(({ id }) => id));
}

async function addTags(tx: Ctx, changes: readonly TagChange[]): Promise<{ id: string }[]> {
  const names = [...new Set(changes.flatMap(({ add }) => add))];
  if (names.length === 0) return [];
  const ids = new Map((await ensureTags(tx, names)).map((tag) => [foldText(tag.name), tag.id]));
  const pairs = changes.flatMap(({ contactId, add }) =>
    [...new Set(add.map((name) => ids.get(foldText(name))))].map((tagId) => ({ contactId, tagId })),
  );
  return addTagPairs(tx, pairs);
}

const ADD = `
  insert into contact_tag (workspace_id, contact_id, tag_id, created_at)
  select $1::uuid, contact_id, tag_id, $4::timestamptz from unnest($2::uuid[], $3::uuid[]) as pair (contact_id, tag_id)
   order by contact_id, tag_id on conflict do nothing returning contact_id as id`;

/** Gives contacts tags that are there; gives the ids of those who did not have them. For use inside a transaction. */
export async function addTagPairs(
  tx: SqlTx & Pick<Ctx, "now">,
  pairs: readonly { contactId: string; tagId: string | undefined }[],
): Promise<{ id: string }[]> {
  const known = pairs.flatMap(({ contactId, tagId }) => (tagId === undefined ? [] : [{ contactId, tagId }]));
  if (known.length === 0) return [];
  const contacts = plainArray(known.map(({ contactId }) => contactId));
  const tags = plainArray(known.map(({ tagId }) => tagId));
  return tx.db.$queryRawUnsafe<{ id: string }[]>(ADD, tx.workspaceId, contacts, tags, tx.now().toISOString());
}

async function removeTags(tx: Ctx, changes: readonly TagChange[]): Promise<{ id: string }[]> {
  const pairs = changes.flatMap(({ contactId, remove }) => remove.map((name) => ({ contactId, name: foldText(name) })));
  if (pairs.length === 0) return [];
  return tx.db.$queryRaw<{ id: string }[]>(sql`
    delete from contact_tag ct
    using unnest(${pairs.map(({ contactId }) => contactId)}::uuid[], ${pairs.map(({ name }) => name)}::text[]) as pair (contact_id, name), tag
    where ct.workspace_id = ${tx.workspaceId}::uuid and tag.workspace_id = ${tx.workspaceId}::uuid and ct.tag_id = tag.id
      and fold_text(tag.name) = pair.name and ct.contact_id = pair.contact_id
    returning ct.contact_id as id`);
}
