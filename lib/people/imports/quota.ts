import type { Ctx } from "@/lib/base/context";
import { conflict } from "@/lib/base/errors";
import { MAX_IMPORT_BYTES } from "@/lib/base/http/part-bytes.shared";
import { t } from "@/lib/language/t";

/** Files of one workspace that come in, wait for their columns or are being read. */
export const MAX_OPEN_IMPORTS = 10;
/** Of which come in at this moment. */
export const MAX_UPLOADS_AT_ONCE = 3;
/** Of all of them together; one file has 200 MB at most. */
export const MAX_WAITING_BYTES = 1_000_000_000;
export const fileTooLarge = () =>
  t("The file is larger than {limit} MB. Split it.", { limit: MAX_IMPORT_BYTES / 1_000_000 });

const open = ["uploading", "ready", "queued", "running"] as const;

/** Throws `conflict` when a workspace has too many files under way. Holds the workspace's row, so that two uploads count each other. */
export async function requireImportRoom(tx: Ctx): Promise<void> {
  const { workspaceId } = tx;
  await tx.db.$queryRaw`select id from workspace where id = ${workspaceId}::uuid for update`;
  const jobs = await tx.db.importJob.findMany({
    where: { workspaceId, status: { in: [...open] } },
    select: { status: true, fileBytes: true },
  });
  if (jobs.length >= MAX_OPEN_IMPORTS) {
    throw conflict(
      t("{limit} imports are under way or wait for their columns. Finish or cancel one first.", {
        limit: MAX_OPEN_IMPORTS,
      }),
    );
  }
  if (jobs.filter(({ status }) => status === "uploading").length >= MAX_UPLOADS_AT_ONCE) {
    throw conflict(
      t("{limit} files are being uploaded already. Wait until one is done, or stop one.", {
        limit: MAX_UPLOADS_AT_ONCE,
      }),
    );
  }
  const waiting = jobs.reduce((sum, { fileBytes }) => sum + Number(fileBytes ?? 0), 0);
  if (waiting >= MAX_WAITING_BYTES) throw conflict(t("Files of 1 GB wait to be imported. Finish or cancel one first."));
}
