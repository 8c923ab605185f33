import { isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { AddSuppressions, MAX_BY_HAND, type SuppressionImportResult } from "./schema";
import { suppressMany } from "./suppress";

export interface ReadAddresses {
  /** Normalised, each once. */
  addresses: string[];
  result: Omit<SuppressionImportResult, "added" | "known"> & { repeated: number };
}

/** Reads addresses that were typed or pasted: one a line, or separated by commas, semicolons or blanks. Throws `invalid` for too many or none. */
export function readAddresses(text: string): ReadAddresses {
  const found = text.split(/\r\n|\n|\r/).flatMap((line, index) =>
    line
      .split(/[\s,;]+/)
      .map((word) => word.replace(/^[<"']+|[>"']+$/g, ""))
      .flatMap((value) => (value ? [{ line: index + 1, value }] : [])),
  );
  if (found.length === 0)
    throw invalid(t("Give at least one address."), { addresses: t("Give at least one address.") });
  if (found.length > MAX_BY_HAND) {
    const text = t("These are {count} addresses. Add at most {limit} at once; import a file for more.", {
      count: String(found.length),
      limit: String(MAX_BY_HAND),
    });
    throw invalid(text, { addresses: text });
  }
  const addresses = new Set<string>();
  const refusals: SuppressionImportResult["refusals"] = [];
  for (const { line, value } of found) {
    const address = parseEmailAddress(value);
    if (isEmailAddress(address)) addresses.add(address.normalized);
    else refusals.push({ line, value: value.slice(0, 200), reason: address.error });
  }
  const repeated = found.length - refusals.length - addresses.size;
  return { addresses: [...addresses], result: { read: found.length, refused: refusals.length, refusals, repeated } };
}

/** Blocks one or several addresses by hand. What is no address is told and left out; what is on the list stays as it is. */
export async function addSuppressions(ctx: Ctx, input: AddSuppressions): Promise<SuppressionImportResult> {
  requirePermission(ctx, "suppressions.write");
  const { addresses: text, note } = AddSuppressions.parse(input);
  const { addresses, result } = readAddresses(text);
  return inTransaction(ctx, async (tx) => {
    const rows = addresses.map((emailNormalized) => ({
      emailNormalized,
      reason: "manual" as const,
      note,
      at: tx.now(),
    }));
    const added = await suppressMany(tx, rows);
    if (added > 0) {
      const after = { note, added, addresses: addresses.slice(0, 20) };
      await recordAudit(tx, "suppression.added", { subjectType: "suppression", after });
    }
    const { repeated, ...rest } = result;
    return { ...rest, added, known: addresses.length - added + repeated };
  });
}
