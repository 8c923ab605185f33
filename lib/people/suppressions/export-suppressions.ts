import { recordAudit } from "@/lib/base/audit/record-audit";
import { whileAllowed } from "@/lib/base/auth/while-allowed";
import type { Ctx } from "@/lib/base/context";
import { csvLine } from "@/lib/base/csv/write-csv";
import { requirePermission } from "@/lib/base/permissions.shared";
import { inLanguage } from "@/lib/language/server";
import { findSuppressions } from "./find-suppressions";
import type { SuppressionFilters } from "./schema";

const PAGE = 1_000;

/** What the filters find as CSV lines, made page by page while they are sent; the file can be imported again. Kept in the audit log. */
export async function exportSuppressions(ctx: Ctx, filters: SuppressionFilters): Promise<AsyncGenerator<string>> {
  requirePermission(ctx, "contacts.export");
  await recordAudit(ctx, "suppressions.exported", { subjectType: "suppression", after: { filters } });
  return whileAllowed(ctx, "contacts.export", lines(ctx, filters));
}

async function* lines(ctx: Ctx, filters: SuppressionFilters): AsyncGenerator<string> {
  yield csvLine(["email", "reason", "note", "created_at", "expires_at", "message"]);
  let cursor: string | undefined;
  do {
    const at = cursor;
    const page = await inLanguage("en", () => findSuppressions(ctx, { ...filters, cursor: at }, PAGE));
    const text = page.items.map((row) =>
      csvLine([row.email, row.reason, row.note, row.createdAt, row.expiresAt, row.messageId]),
    );
    if (text.length > 0) yield text.join("");
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
}
