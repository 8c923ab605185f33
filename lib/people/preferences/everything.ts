import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { beginSubscriptions, endSubscriptions } from "@/lib/people/consent/change-subscriptions";
import { type ConsentProof, recordConsent } from "@/lib/people/consent/record-consent";
import { getContact } from "@/lib/people/contacts/get-contact";
import { endSuppressions } from "@/lib/people/suppressions/end-suppressions";
import { suppressMany } from "@/lib/people/suppressions/suppress";

export interface Everything {
  contactId: string;
  /** Where the program has it from. */
  wording: string;
}

/** A program says that a person wants no marketing at all: every subscription ends and the address is suppressed, with proof. Asking twice is fine. */
export async function leaveEverything(ctx: Ctx, { contactId, wording }: Everything): Promise<void> {
  requirePermission(ctx, "contacts.write");
  await inTransaction(ctx, async (tx) => {
    const { emailNormalized } = await getContact(tx, contactId);
    // One moment for both: by it is known later which subscriptions ended with it.
    const at = tx.now();
    const then = { ...tx, now: () => at };
    const proof = proofOf(tx, wording);
    const ended = await endSubscriptions(then, { contactIds: [contactId], listIds: null, reason: proof.method, proof });
    const added = await suppressMany(tx, [{ emailNormalized, reason: "unsubscribe", note: wording, at }]);
    if (ended.length + added === 0) return;
    if (added > 0) await recordConsent(tx, [{ contactId, emailNormalized }], { ...proof, kind: "opt_out" });
    const after = { from: "everything", lists: ended.map(({ list }) => list.id) };
    await recordAudit(tx, "contact.unsubscribed", { subjectType: "contact", subjectId: contactId, after });
  });
}

/**
 * A program says that a person wants marketing again: what `leaveEverything` did is taken back, with proof, and nothing else. Who left by themselves
 * stays out, whatever programs said before or after that, as do lists that they left in another way; a bounce or a complaint stays in force.
 */
export async function comeBack(ctx: Ctx, { contactId, wording }: Everything): Promise<void> {
  requirePermission(ctx, "contacts.write");
  await inTransaction(ctx, async (tx) => {
    const { emailNormalized } = await getContact(tx, contactId);
    const said = await saidByProgram(tx, { contactId, emailNormalized, wording });
    if (!said) return;
    const proof = proofOf(tx, wording);
    const [lifted] = await endSuppressions(tx, {
      ...{ addresses: [emailNormalized], reason: "unsubscribe", ending: "lifted", by: tx.actor.name, note: wording },
    });
    if (!lifted) return;
    const left = await tx.db.subscription.findMany({
      where: {
        ...{ workspaceId: tx.workspaceId, contactId, status: "unsubscribed" },
        ...{ unsubscribeReason: proof.method, unsubscribedAt: said.createdAt },
      },
      select: { list: { select: { id: true, name: true, archivedAt: true } } },
    });
    for (const { list } of left) {
      if (list.archivedAt) continue;
      await beginSubscriptions(tx, { contactIds: [contactId], list, status: "confirmed", comeBack: true, proof });
    }
    await recordConsent(tx, [{ contactId, emailNormalized }], { ...proof, kind: "opt_in" });
    await recordAudit(tx, "contact.subscribed", {
      ...{ subjectType: "contact", subjectId: contactId },
      before: { suppression: lifted.reason },
      after: { lists: left.map(({ list }) => list.id) },
    });
  });
}

interface Said extends Everything {
  emailNormalized: string;
}

/** The suppression, held, that a program's word alone has made; null where there is none, or the person themself has left since. */
async function saidByProgram(
  tx: Ctx,
  { contactId, emailNormalized, wording }: Said,
): Promise<{ createdAt: Date } | null> {
  const { workspaceId } = tx;
  const [said] = await tx.db.$queryRaw<{ createdAt: Date }[]>`
    select created_at as "createdAt" from suppression
     where workspace_id = ${workspaceId}::uuid and email_normalized = ${emailNormalized} and reason = 'unsubscribe' and message_id is null
       and note = ${wording} for update`;
  if (!said) return null;
  // A link of a mail ends nothing that has ended already; that it was followed is known of the message.
  const since = { gte: said.createdAt };
  const where = { workspaceId, contactId, unsubscribedAt: since };
  const left = await tx.db.message.findFirst({ where, select: { id: true } });
  const told = { workspaceId, emailNormalized, kind: "opt_out", method: { not: "api" }, occurredAt: since } as const;
  return left || (await tx.db.consentRecord.findFirst({ where: told, select: { id: true } })) ? null : said;
}

const proofOf = (tx: Ctx, wording: string) =>
  ({ method: "api", wording, evidence: { broughtBy: tx.actor.name }, ip: tx.ip }) satisfies ConsentProof;
