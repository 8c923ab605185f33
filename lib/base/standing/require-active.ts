import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { conflict } from "@/lib/base/errors";
import { suspendedText } from "./suspension.shared";

/** The operator's reason why this workspace may neither send nor import, as the database has it now; null when it may. */
export async function suspensionReason({ db, workspaceId }: SqlTx): Promise<string | null> {
  const [suspended] = await db.$queryRawUnsafe<{ reason: string | null }[]>(
    "select suspended_reason as reason from workspace where id = $1::uuid and suspended_at is not null",
    workspaceId,
  );
  return suspended ? (suspended.reason ?? "") : null;
}

/** The same in words. */
export async function suspensionOf(ctx: SqlTx): Promise<string | null> {
  const reason = await suspensionReason(ctx);
  return reason === null ? null : suspendedText(reason);
}

/** Throws `conflict` in words in a workspace that an operator has suspended. */
export async function requireActive(ctx: SqlTx): Promise<void> {
  const text = await suspensionOf(ctx);
  if (text) throw conflict(text);
}
