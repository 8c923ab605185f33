import type { Ctx } from "@/lib/base/context";
import type { RestoreMark } from "./mark-restored";

const note = "The database was restored from a backup of before it left: whether it has left since is not known.";
const onTheWay: ("waiting" | "sending")[] = ["waiting", "sending"];

/**
 * Answers to replies, and replies to pass on, that waited in the backup may have left since: they become `unconfirmed`, and only a person
 * sends them again. May run again.
 */
export async function holdReplies({ db, workspaceId }: Ctx, { restoredAt }: RestoreMark): Promise<void> {
  const before = { lte: new Date(restoredAt) };
  await db.replyAnswer.updateMany({
    where: { workspaceId, status: { in: onTheWay }, createdAt: before },
    data: { status: "unconfirmed", note },
  });
  await db.reply.updateMany({
    where: { workspaceId, forward: { in: onTheWay }, receivedAt: before },
    data: { forward: "unconfirmed", forwardNote: note },
  });
}
