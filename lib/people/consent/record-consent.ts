import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { plainArray, queryOf, type SqlTx, textArray } from "@/lib/base/db/pg-transaction";
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

/** Whose proof it is. */
export interface ProvenPerson {
  contactId: string | null;
  emailNormalized: string;
}

/** A proof's source in words: who acted by a link of a message is the recipient. */
export function proofSource(tx: Pick<Ctx, "actor">, { source, messageId }: ConsentProof): string {
  if (source !== undefined) return source.slice(0, 300);
  if (messageId) return "recipient";
  return tx.actor.type === "system" ? tx.actor.name : `${tx.actor.type} ${tx.actor.name}`;
}

const INSERT = `
  insert into consent_record
    (workspace_id, id, contact_id, email_normalized, purpose, kind, method, source, wording_id, evidence, ip, user_agent, occurred_at)
  select $1::uuid, id, contact_id, email, 'marketing', $5::text, $6::text, $7::text, $8::uuid, $9::jsonb, $10::text, $11::text,
         $12::timestamptz
    from unnest($2::uuid[], $3::uuid[], $4::text[]) as person (id, contact_id, email)`;

/**
 * Appends proofs that belong to no list to the consent ledger, one for each of these people; those of a list come with `change-subscriptions.ts`.
 * Nothing ever updates a row. For use inside a transaction.
 */
export async function recordConsent(
  tx: SqlTx & Pick<Ctx, "now" | "actor">,
  people: readonly ProvenPerson[],
  proof: ConsentProof & { kind: ConsentKind },
): Promise<void> {
  if (people.length === 0) return;
  const wording = proof.wording ?? "";
  if (wording) await queryOf(tx, keptWording(tx, wording));
  await tx.db.$executeRawUnsafe(
    INSERT,
    tx.workspaceId,
    plainArray(people.map(() => newId())),
    plainArray(people.map(({ contactId }) => contactId)),
    textArray(people.map(({ emailNormalized }) => emailNormalized)),
    proof.kind,
    proof.method,
    proofSource(tx, proof),
    wordingId(wording),
    JSON.stringify(proof.evidence ?? {}),
    proof.ip ?? null,
    proof.userAgent ?? null,
    tx.now().toISOString(),
  );
}
