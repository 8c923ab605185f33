import type { SqlTx } from "@/lib/base/db/pg-transaction";
import type { FieldDefinition } from "./field-values";

/** What values of the workspace's custom fields are read by. */
export async function fieldDefinitions({ db, workspaceId }: SqlTx): Promise<FieldDefinition[]> {
  return db.$queryRawUnsafe<FieldDefinition[]>(
    "select key, label, type, options from contact_field where workspace_id = $1::uuid",
    workspaceId,
  );
}
