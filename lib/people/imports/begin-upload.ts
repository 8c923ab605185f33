import type { Ctx } from "@/lib/base/context";
import type { ImportJob } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { tooLarge } from "@/lib/base/errors";
import { MAX_IMPORT_BYTES } from "@/lib/base/http/part-bytes.shared";
import { requirePermission } from "@/lib/base/permissions.shared";
import { requireActive } from "@/lib/base/standing/require-active";
import { fileTooLarge, requireImportRoom } from "./quota";
import { BeginUpload } from "./schema";

/** Makes room for a file that comes in parts; one that never comes to its end goes after a day. */
export async function beginUpload(ctx: Ctx, input: BeginUpload): Promise<ImportJob> {
  requirePermission(ctx, "contacts.import");
  const { fileName, bytes } = BeginUpload.parse(input);
  if (bytes > MAX_IMPORT_BYTES) throw tooLarge(fileTooLarge());
  return inTransaction(ctx, async (tx) => {
    await requireActive(tx);
    await requireImportRoom(tx);
    return tx.db.importJob.create({
      data: {
        workspaceId: tx.workspaceId,
        id: newId(),
        status: "uploading",
        fileName: fileName.replaceAll("\0", "").trim().slice(0, 200) || "contacts.csv",
        fileBytes: BigInt(bytes),
        createdById: tx.actor.type === "member" ? tx.actor.userId : null,
        createdByName: tx.actor.name,
        createdAt: tx.now(),
      },
    });
  });
}
