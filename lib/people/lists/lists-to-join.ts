import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { plainArray } from "@/lib/base/db/pg-transaction";
import { conflict, notFound } from "@/lib/base/errors";
import { t } from "@/lib/language/t";

interface ListToJoin {
  id: string;
  name: string;
  archived: boolean;
}

/** Lists that people can be put on. Throws `not_found` when one is gone, `conflict` when one is archived. */
export async function listsToJoin(tx: SqlTx, ids: readonly string[]): Promise<ListToJoin[]> {
  if (ids.length === 0) return [];
  const lists = await tx.db.$queryRawUnsafe<ListToJoin[]>(
    "select id, name, archived_at is not null as archived from list where workspace_id = $1::uuid and id = any($2::uuid[])",
    tx.workspaceId,
    plainArray(ids),
  );
  return ids.map((id) => {
    const list = lists.find((each) => each.id === id);
    if (!list) throw notFound("list");
    if (list.archived) throw conflict(t("This list is archived. Restore it first."));
    return list;
  });
}
