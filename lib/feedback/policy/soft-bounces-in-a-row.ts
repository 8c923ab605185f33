import type { Ctx } from "@/lib/base/context";
import { requirePermission } from "@/lib/base/permissions.shared";
import { loadHistories } from "./recipient-history";

/** How many of a contact's messages bounced softly one after the other; a delivery, an open or a click sets the count back. */
export async function softBouncesInARow(ctx: Ctx, contactId: string): Promise<number> {
  requirePermission(ctx, "contacts.read");
  const histories = await loadHistories(ctx, [contactId], []);
  return histories.get(contactId)?.softBouncedAt.length ?? 0;
}
