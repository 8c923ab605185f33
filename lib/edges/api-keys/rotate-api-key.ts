import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { newKey } from "./key-format";
import { lockActiveKey } from "./lock-active-key";
import { apiKeyKey } from "./queries";
import { RotateApiKey, type ShownApiKey } from "./schema";
import { tellKeyChange } from "./tell-key-change";
import { requirePerson } from "./wanted-limits";

const HOUR_MS = 3_600_000;

/**
 * Gives a key a new secret with the same rights; the one that it replaces goes on for `overlapHours`, and one that was replaced before that
 * ends now: of two who rotate at once the second one replaces what the first made. The answer is the only time that the new one is seen.
 * Throws `conflict` for a key that has ended.
 */
export async function rotateApiKey(ctx: Ctx, input: RotateApiKey): Promise<ShownApiKey> {
  requirePermission(ctx, "api-keys.manage");
  requirePerson(ctx);
  const { apiKeyId: id, overlapHours } = RotateApiKey.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await lockActiveKey(tx, id);
    const { key, ...shown } = newKey(before.mode);
    const overlap =
      overlapHours === 0
        ? { previousHash: null, previousUntil: null }
        : { previousHash: before.keyHash, previousUntil: new Date(tx.now().getTime() + overlapHours * HOUR_MS) };
    const after = await tx.db.apiKey.update({
      where: apiKeyKey(tx, id),
      data: { ...shown, ...overlap, previousUsedAt: null },
    });
    await recordAudit(tx, "api_key.rotated", { subjectType: "api_key", subjectId: id, before, after });
    await tellKeyChange(tx, after, "rotated");
    return { id: publicId("key", id), name: after.name, key };
  });
}
