import { isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { invalid, notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { readmit } from "@/lib/people/addresses/erased";
import { ReadmitAddress } from "./schema";

/**
 * Lets the address of an erased person be added again, as they asked for it themselves; why stays in the audit log. Adds nobody and subscribes
 * nobody, and lifts no suppression. Throws `invalid` for what is no address, `not_found` for one of nobody who was erased.
 */
export async function readmitAddress(ctx: Ctx, input: ReadmitAddress): Promise<void> {
  requirePermission(ctx, "suppressions.write");
  const { email, note } = ReadmitAddress.parse(input);
  const address = parseEmailAddress(email);
  if (!isEmailAddress(address)) throw invalid(address.error, { email: address.error });
  await inTransaction(ctx, async (tx) => {
    if (!(await readmit(tx, address.normalized))) throw notFound("erased address");
    const after = { email: address.normalized, note };
    await recordAudit(tx, "suppression.readmitted", { subjectType: "suppression", after });
  });
}
