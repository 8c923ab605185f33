import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
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
  return tx.db.$queryRaw<{ id: string }[]>(sql`
    insert into contact_tag (workspace_id, contact_id, tag_id, created_at)
    select ${tx.workspaceId}::uuid, contact_id, tag_id, ${tx.now()}
    from unnest(${pairs.map(({ contactId }) => contactId)}::uuid[], ${pairs.map(({ tagId }) => tagId)}::uuid[]) as pair (contact_id, tag_id)
    order by contact_id, tag_id on conflict do nothing returning contact_id as id`);
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
