import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import type { ConsentMethod } from "@/lib/people/addresses/consent-methods.shared";
import { keptWording, wordingId } from "@/lib/people/addresses/wording";

export type ConsentKind = "opt_in" | "confirm" | "opt_out";

/** What proves that a person agreed, or asked to be left alone. */
export interface ConsentProof {
  method: ConsentMethod;
  /** The words the person saw, or where the consent comes from. */
  wording?: string | undefined;
  /** What brought it, such as a file; the actor, if not given. */
  source?: string | undefined;
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

/** A proof's source in words: who acted by a link of a message is the recipient. */
export function proofSource(tx: Ctx, { source, messageId }: ConsentProof): string {
  if (source !== undefined) return source.slice(0, 300);
  if (messageId) return "recipient";
  return tx.actor.type === "system" ? tx.actor.name : `${tx.actor.type} ${tx.actor.name}`;
}

/** Appends proofs that belong to no list to the consent ledger; those of a list come with `change-subscriptions.ts`. Nothing ever updates a row. */
export async function recordConsent(tx: Ctx, records: readonly NewConsent[]): Promise<void> {
  if (records.length === 0) return;
  for (const text of new Set(records.map(({ wording }) => wording ?? "")))
    if (text) await tx.db.$executeRaw(keptWording(tx, text));
  await tx.db.consentRecord.createMany({
    data: records.map((record) => ({
      workspaceId: tx.workspaceId,
      id: newId(),
      contactId: record.contactId,
      emailNormalized: record.emailNormalized,
      purpose: "marketing",
      kind: record.kind,
      method: record.method,
      source: proofSource(tx, record),
      wordingId: wordingId(record.wording ?? ""),
      evidence: record.evidence ?? {},
      ip: record.ip ?? null,
      userAgent: record.userAgent ?? null,
      occurredAt: tx.now(),
    })),
  });
}
