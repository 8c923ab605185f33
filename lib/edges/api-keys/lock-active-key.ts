import { keyStatus } from "@/lib/base/auth/key-status";
import type { Ctx } from "@/lib/base/context";
import type { ApiKey } from "@/lib/base/db/generated/client";
import { conflict } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import { getApiKey } from "./queries";

/** The key, held until the transaction ends, so that two who change it do so one after the other. Throws `not_found`, and `conflict` for one that has ended. */
export async function lockActiveKey(tx: Ctx, id: string): Promise<ApiKey> {
  await tx.db.$executeRaw`
    select 1 from api_key where workspace_id = ${tx.workspaceId}::uuid and id = ${id}::uuid for update`;
  const key = await getApiKey(tx, id);
  const status = keyStatus(key, tx.now());
  if (status !== "active")
    throw conflict(
      status === "revoked" ? t("This key is revoked. Make a new one.") : t("This key is expired. Make a new one."),
    );
  return key;
}
