import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";

const { sql } = Prisma;

/** Of one statement: whoever reads a key in a web page can tell a million events in somebody's name. */
const PIECE_ROWS = 1_000;

/**
 * Takes up to a thousand events that programs told off these contacts: that something happened stays for sums; what it was, and every id of
 * theirs, goes. Answers whether there may be more.
 */
export async function emptyEvents({ db, workspaceId }: Ctx, contactIds: readonly string[]): Promise<boolean> {
  const workspace = sql`${workspaceId}::uuid`;
  const emptied = await db.$executeRaw(sql`
    update custom_event set contact_id = null, user_id = null, anonymous_id = null, message_id = id::text, said = '{}', details = '{}', applied = null
     where workspace_id = ${workspace} and id = any(array(
       select e.id from custom_event e where e.workspace_id = ${workspace} and e.contact_id = any(${contactIds}::uuid[]) limit ${PIECE_ROWS}))`);
  return emptied === PIECE_ROWS;
}
