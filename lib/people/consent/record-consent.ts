import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";

export type ConsentKind = "opt_in" | "confirm" | "opt_out";
export type ConsentMethod =
  | "import"
  | "manual"
  | "form"
  | "api"
  | "one_click"
  | "preference_page"
  | "mailto"
  | "complaint";

export interface NewConsent {
  contactId: string;
  emailNormalized: string;
  list?: { id: string; name: string } | null;
  kind: ConsentKind;
  method: ConsentMethod;
  /** The words the person saw, or where the consent comes from. */
  wording?: string;
  evidence?: Record<string, string | number | boolean | null>;
  ip?: string | null;
  userAgent?: string | null;
  occurredAt?: Date;
}

/** Appends proofs to the consent ledger; call it in the transaction that changes the subscription. Nothing ever updates a row. */
export async function recordConsent(ctx: Ctx, records: readonly NewConsent[]): Promise<void> {
  if (records.length === 0) return;
  await ctx.db.consentRecord.createMany({
    data: records.map((record) => ({
      workspaceId: ctx.workspaceId,
      id: newId(),
      contactId: record.contactId,
      emailNormalized: record.emailNormalized,
      listId: record.list?.id ?? null,
      listName: record.list?.name ?? null,
      kind: record.kind,
      method: record.method,
      wording: record.wording ?? "",
      evidence: record.evidence ?? {},
      ip: record.ip ?? null,
      userAgent: record.userAgent ?? null,
      occurredAt: record.occurredAt ?? ctx.now(),
    })),
  });
}
