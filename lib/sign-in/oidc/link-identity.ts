import type { AccountCtx } from "@/lib/account/account-ctx";
import { tellOwner } from "@/lib/account/factors/factor-changes";
import { lockOwner } from "@/lib/account/factors/lock-owner";
import type { User } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { t } from "@/lib/language/t";
import { applyRoles } from "./apply-roles";
import { notingRefusal, type OidcAnswer } from "./noting-refusal";
import { type ExternalPerson, readClaims } from "./read-claims";
import { OidcRefusal } from "./refusals";

/**
 * Links who somebody is at a provider to the account they are signed in to, whatever address they have there. One identity a
 * provider; linking the same again only says that it was used. The person hears of it by mail. Throws `OidcRefusal`.
 */
export async function linkIdentity(ctx: AccountCtx, { user }: { user: User }, answer: OidcAnswer): Promise<void> {
  await notingRefusal(ctx, answer, { kind: "identity.refused", user }, async (provider) => {
    const person = readClaims(provider, answer.claims);
    await inTransaction(ctx, async (tx) => {
      await lockOwner(tx, user.id);
      if (await isLinked(tx, user.id, person)) return;
      const { issuer, subject, email, claims } = person;
      const now = tx.now();
      const identity = await tx.db.externalIdentity.create({
        data: { issuer, subject, userId: user.id, email, createdAt: now, lastUsedAt: now },
      });
      const what = () =>
        t("Signing in with {provider} as {email} was linked to your account.", { provider: provider.name, email });
      await tellOwner(tx, user, { kind: "identity.linked", what, detail: { issuer, address: email } });
      await applyRoles(tx, { user, identity, claims });
    });
  });
}

/** True when it is this account's already; what was unlinked before makes room. */
async function isLinked(tx: AccountCtx, userId: string, { issuer, subject, email }: ExternalPerson): Promise<boolean> {
  const found = await tx.db.externalIdentity.findMany({
    where: { issuer, OR: [{ subject }, { userId }] },
  });
  const active = found.filter(({ unlinkedAt }) => unlinkedAt === null);
  if (active.some((identity) => identity.userId !== userId)) throw new OidcRefusal("OidcTaken");
  if (active.some((identity) => identity.subject !== subject)) throw new OidcRefusal("OidcLinkedAlready");
  await tx.db.externalIdentity.deleteMany({
    where: { issuer, unlinkedAt: { not: null }, OR: [{ subject }, { userId }] },
  });
  if (active.length === 0) return false;
  const where = { issuer_subject: { issuer, subject } };
  await tx.db.externalIdentity.update({ where, data: { lastUsedAt: tx.now(), email } });
  return true;
}
