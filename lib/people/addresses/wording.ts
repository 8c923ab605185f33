import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import type { SqlTx } from "@/lib/base/db/pg-transaction";

const { sql } = Prisma;

/** The id of a text in consent_wording: a UUIDv8 (RFC 9562 § 5.8) of its SHA-256, so that the same words are kept once. Null for no words. */
export function wordingId(text: string): string | null {
  if (text === "") return null;
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

/** How a version of the words is shown: the beginning of its id, which another text does not have. */
export const wordingVersion = (id: string): string => id.replace("-", "").slice(0, 12);

/** Keeps a text once, where `condition` is true. */
export function keptWording(tx: SqlTx & Pick<Ctx, "now">, text: string, condition: Prisma.Sql = sql`true`): Prisma.Sql {
  return sql`
    insert into consent_wording (workspace_id, id, text, created_at)
    select ${tx.workspaceId}::uuid, ${wordingId(text)}::uuid, ${text}, ${tx.now()}::timestamptz where ${condition}
    on conflict (workspace_id, id) do nothing`;
}

/** The texts of these ids. */
export async function findWordings(ctx: Ctx, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  if (known.length === 0) return new Map();
  const where = { workspaceId: ctx.workspaceId, id: { in: known } };
  const rows = await ctx.db.consentWording.findMany({ where, select: { id: true, text: true } });
  return new Map(rows.map(({ id, text }) => [id, text]));
}
