import type { AccountCtx } from "@/lib/account/account-ctx";
import { notify } from "@/lib/account/notifications/notify";
import { activeKeys } from "@/lib/base/auth/key-status";
import type { Ctx } from "@/lib/base/context";
import { workspacePath } from "@/lib/client/paths";
import { t } from "@/lib/language/t";

interface Maker {
  userId: string;
  name: string;
}

/**
 * Tells owners and admins which API keys somebody made who may make none any more: programs of the workspace use them, so they go on, and
 * that person may know them. Call it in the transaction that takes the right.
 */
export async function tellOfKeys(tx: Ctx, { userId, name }: Maker): Promise<void> {
  const keys = await tx.db.apiKey.findMany({
    where: { workspaceId: tx.workspaceId, createdById: userId, ...activeKeys(tx.now()) },
    select: { name: true },
    orderBy: { id: "desc" },
  });
  if (keys.length === 0) return;
  const list = keys.slice(0, 10).map((key) => `“${key.name}”`);
  await notify(tx, {
    kind: "member.left_keys",
    severity: "warning",
    title: () =>
      t(
        "{count, plural, one {{name} may no longer make API keys; one that they made still works} other {{name} may no longer make API keys; # that they made still works}}",
        { name, count: keys.length },
      ),
    body: () =>
      t(
        "{more, plural, =0 {They may have kept a copy. Rotate {keys}, or revoke what nothing uses.} other {They may have kept a copy. Rotate {keys} and # more, or revoke what nothing uses.}}",
        { keys: list.join(", "), more: keys.length - list.length },
      ),
    href: workspacePath("/settings/api-keys"),
    dedupeKey: `member.left_keys/${userId}/${tx.now().toISOString()}`,
    mail: { admins: true, action: () => t("Look at the API keys") },
  });
}

/** The same for an account that was turned off, in every workspace. */
export async function tellOfKeysOfAccount(
  tx: AccountCtx & Pick<Ctx, "actor">,
  account: { id: string; name: string },
): Promise<void> {
  const found = await tx.db.apiKey.findMany({
    where: { createdById: account.id, revokedAt: null },
    select: { workspaceId: true },
    distinct: ["workspaceId"],
  });
  for (const { workspaceId } of found)
    await tellOfKeys({ ...tx, workspaceId }, { userId: account.id, name: account.name });
}
