import type { Ctx } from "@/lib/base/context";
import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { handOutFacts } from "@/lib/events/outbox/hand-out-facts";

/** Tells other programs whose details changed, inside the transaction that changes them; who kept all of them is not told of. */
export async function tellUpdated(
  tx: SqlTx & Pick<Ctx, "now">,
  people: readonly { id: string; changed: readonly string[] }[],
): Promise<void> {
  await handOutFacts(
    tx,
    people
      .filter(({ changed }) => changed.length > 0)
      .map(({ id, changed }) => ({
        type: "contact.updated" as const,
        occurredAt: tx.now(),
        contactId: id,
        data: { changed },
      })),
  );
}
