import type { Ctx } from "@/lib/base/context";
import { conflict } from "@/lib/base/errors";
import { t } from "@/lib/language/t";

/**
 * Throws `conflict` in words when the workspace has as many senders as it may. Answers how many it has; two who add one at once wait for
 * each other.
 */
export async function requireSenderRoom(tx: Ctx): Promise<number> {
  const { workspaceId, db } = tx;
  await db.$queryRaw`select id from workspace where id = ${workspaceId}::uuid for no key update`;
  const { maxSenders } = await db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { maxSenders: true },
  });
  const count = await db.sender.count({ where: { workspaceId } });
  if (maxSenders !== null && count >= maxSenders)
    throw conflict(
      t(
        "This workspace may have {count, plural, one {# sender} other {# senders}} and has them. Remove one, or ask the operator for more.",
        { count: maxSenders },
      ),
    );
  return count;
}
