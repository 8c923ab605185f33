import type { Transport } from "@/lib/base/db/generated/client";
import { isEmbedded } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import { notGranted, type TransportRefusal } from "./refusal";
import { servingRows } from "./transport-state";

/** A transport without settings of its own leaves by the installation's SMTP_URL or RESEND_API_KEY. */
export const isInstallations = (row: Pick<Transport, "kind" | "configSealed">) =>
  !isEmbedded(row.kind) && row.configSealed === null;

/**
 * The transports that mail may take: the one it is pinned to, else those that serve; less the installation's own where that
 * is not granted. A refusal when nothing but that is missing, or when nothing may leave at all. A pin to a transport that is gone counts
 * as none.
 */
export function waysOut(
  { rows, granted, closed }: { rows: readonly Transport[]; granted: boolean; closed: TransportRefusal | null },
  pinned: string | null,
): { ways: Transport[]; pinned: boolean; refusal: TransportRefusal | null } {
  const named = pinned ? rows.find((row) => row.id === pinned) : undefined;
  if (closed) return { ways: [], pinned: named !== undefined, refusal: closed };
  const found = named ? [named] : servingRows(rows);
  const ways = granted ? found : found.filter((row) => !isInstallations(row));
  return { ways, pinned: named !== undefined, refusal: found.length > 0 && ways.length === 0 ? notGranted() : null };
}
