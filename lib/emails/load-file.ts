import type { Ctx } from "@/lib/base/context";
import type { AttachedFile } from "./attachment";

/** One file of a mail of this workspace, by its place; null when there is none, or it is not kept any more. */
export async function loadFile(
  { db, workspaceId }: Pick<Ctx, "db" | "workspaceId">,
  emailId: string,
  position: number,
): Promise<AttachedFile | null> {
  const where = { workspaceId, emailId, position };
  const row = await db.emailAttachment.findFirst({ where });
  return row && { ...row, data: Buffer.from(row.data.buffer, row.data.byteOffset, row.data.byteLength) };
}
