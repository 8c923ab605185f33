import { createHmac, randomBytes } from "node:crypto";
import { type SqlTx, textArray } from "@/lib/base/db/pg-transaction";
import { open, seal } from "@/lib/base/security/secret-box";
import { t } from "@/lib/language/t";

/** Why an erased person is not brought back. */
export const erasedText = () =>
  t(
    "The person with this address was erased. If they signed up again themselves, allow the address first (Suppressions, Check an address).",
  );

/**
 * Keeps of these normalised addresses that their people were erased: as a keyed hash each, from which nobody reads the address. The key is one of
 * the workspace and sealed, so that hashes outlive a change of HOMING_SECRET. Answers the hash of each address. In the caller's transaction.
 */
export async function rememberErased(
  tx: SqlTx,
  addresses: readonly string[],
  at: Date,
): Promise<ReadonlyMap<string, string>> {
  if (addresses.length === 0) return new Map();
  const key = (await keyOf(tx)) ?? (await makeKey(tx, at));
  const hashes = hashesOf(key, addresses);
  await tx.db.$executeRawUnsafe(
    `insert into erased_address (workspace_id, address_mac, erased_at)
     select $1::uuid, hash, $3::timestamptz from unnest($2::text[]) hash order by hash
         on conflict (workspace_id, address_mac) do nothing`,
    tx.workspaceId,
    textArray([...new Set(hashes.values())]),
    at.toISOString(),
  );
  return hashes;
}

/** Which of these normalised addresses are of people who were erased, and when. One look at a row where nobody ever was. */
export async function findErased(tx: SqlTx, addresses: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  if (addresses.length === 0) return new Map();
  const key = await keyOf(tx);
  if (!key) return new Map();
  const hashes = hashesOf(key, addresses);
  const rows = await tx.db.$queryRawUnsafe<{ hash: string; erasedAt: Date }[]>(
    `select address_mac as hash, erased_at as "erasedAt" from erased_address
      where workspace_id = $1::uuid and address_mac = any($2::text[])`,
    tx.workspaceId,
    textArray([...hashes.values()]),
  );
  const erased = new Map(rows.map(({ hash, erasedAt }) => [hash, erasedAt]));
  return new Map(
    [...hashes].flatMap(([address, hash]) => {
      const at = erased.get(hash);
      return at ? [[address, at] as const] : [];
    }),
  );
}

/** Lets an address come back, as its person asked for it. Answers whether it was one of an erased person. */
export async function readmit(tx: SqlTx, address: string): Promise<boolean> {
  const key = await keyOf(tx);
  if (!key) return false;
  const gone = await tx.db.$executeRawUnsafe(
    "delete from erased_address where workspace_id = $1::uuid and address_mac = $2",
    tx.workspaceId,
    hashesOf(key, [address]).get(address),
  );
  return gone > 0;
}

async function keyOf({ db, workspaceId }: SqlTx): Promise<string | null> {
  const [row] = await db.$queryRawUnsafe<{ sealed: string }[]>(
    "select key_sealed as sealed from erasure_key where workspace_id = $1::uuid",
    workspaceId,
  );
  return row ? open(row.sealed) : null;
}

/** Of two who make one at once the second waits and takes that of the first. */
async function makeKey(tx: SqlTx, at: Date): Promise<string> {
  await tx.db.$executeRawUnsafe(
    `insert into erasure_key (workspace_id, key_sealed, created_at) values ($1::uuid, $2, $3::timestamptz)
         on conflict (workspace_id) do nothing`,
    tx.workspaceId,
    seal(randomBytes(32).toString("base64url")),
    at.toISOString(),
  );
  return (await keyOf(tx))!;
}

function hashesOf(key: string, addresses: readonly string[]): Map<string, string> {
  return new Map(addresses.map((address) => [address, createHmac("sha256", key).update(address).digest("base64url")]));
}
