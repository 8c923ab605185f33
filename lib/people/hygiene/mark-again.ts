import type { Ctx } from "@/lib/base/context";
import { enqueue } from "@/lib/base/jobs/define-job";
import { markContactJob } from "./jobs";

/** The marks of an address that is another now are gone at once; the new one is looked at by a worker. */
export async function markAgain(tx: Ctx, contactId: string): Promise<void> {
  const { workspaceId } = tx;
  await tx.db.contactMark.deleteMany({ where: { workspaceId, contactId } });
  await enqueue(tx, markContactJob, { workspaceId, contactId });
}
