import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { csvLine } from "@/lib/base/csv/write-csv";
import { parsePublicId } from "@/lib/base/db/ids";
import { inLanguage } from "@/lib/language/server";
import { readSecurityLog } from "./find-security-events";
import { SecurityLogFilters } from "./schema";
import { maxSecurityLines } from "./security-lines.shared";

const chunk = 500;
const header = ["Time (UTC)", "Kind", "What", "Account", "By", "Workspace", "Address", "Device", "Details"];

/**
 * The security log as CSV, the newest first, at most `maxLines`; when there is more, the last line says so. Whoever stops
 * being an operator meanwhile gets no further lines.
 */
export async function exportSecurityLog(
  ctx: Ctx,
  input: Record<string, unknown>,
  maxLines = maxSecurityLines,
): Promise<AsyncGenerator<string>> {
  await requireOperator(ctx);
  return lines(ctx, SecurityLogFilters.parse({ ...input, cursor: undefined }), maxLines);
}

async function* lines(ctx: Ctx, filters: SecurityLogFilters, maxLines: number): AsyncGenerator<string> {
  yield csvLine(header);
  let cursor: string | undefined;
  let left = maxLines;
  while (left > 0) {
    const page = { ...filters, cursor };
    const { items, nextCursor } = await inLanguage("en", () => readSecurityLog(ctx, page, Math.min(chunk, left)));
    yield items
      .map((item) => [
        item.at,
        item.kind,
        item.what,
        item.email,
        item.by,
        item.workspace,
        item.ip,
        item.device,
        item.detail,
      ])
      .map(csvLine)
      .join("");
    if (!nextCursor) return;
    left -= items.length;
    cursor = parsePublicId("sev", nextCursor);
  }
  yield csvLine([`There is more: these are the newest ${maxLines}. Narrow the days to get the rest.`]);
}
