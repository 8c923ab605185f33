import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import type { ConsentMethod } from "@/lib/people/addresses/consent-methods";

export type ConsentKind = "opt_in" | "confirm" | "opt_out";

/** What proves that a person agreed, or asked to be left alone. */
export interface ConsentProof {
  method: ConsentMethod;
  /** The words the person saw, or where the consent comes from. */
  wording?: string | undefined;
  evidence?: Record<string, string | number | boolean | null> | undefined;
  ip?: string | null | undefined;
  userAgent?: string | null | undefined;
  /** The message by whose link the recipient did it. */
  messageId?: string | null | undefined;
}

export interface NewConsent extends ConsentProof {
  contactId: string | null;
  emailNormalized: string;
  kind: ConsentKind;
}

/** Appends proofs that belong to no list to the consent ledger; those of a list come with `change-subscriptions.ts`. Nothing ever updates a row. */
export async function recordConsent(ctx: Ctx, records: readonly NewConsent[]): Promise<void> {
  if (records.length === 0) return;
  await ctx.db.consentRecord.createMany({
    data: records.map((record) => ({
      workspaceId: ctx.workspaceId,
      id: newId(),
      contactId: record.contactId,
      emailNormalized: record.emailNormalized,
      kind: record.kind,
      method: record.method,
      wording: record.wording ?? "",
      evidence: record.evidence ?? {},
      ip: record.ip ?? null,
      userAgent: record.userAgent ?? null,
      occurredAt: ctx.now(),
    })),
  });
}
