import type { AccountCtx } from "@/lib/account/account-ctx";
import { tellOwner } from "@/lib/account/factors/factor-changes";
import { openPendingSignIn } from "@/lib/account/factors/pending-sign-in";
import { oidcProviders } from "@/lib/account/oidc-providers";
import { openSession } from "@/lib/account/open-session";
import { recordAttempt } from "@/lib/base/audit/record-attempt";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { noPassword } from "@/lib/base/auth/passwords";
import { sessionLifetimeMs } from "@/lib/base/auth/session";
import type { User } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { t } from "@/lib/language/t";
import { joinWhereInvited } from "@/lib/workspaces/accept-invitation";
import { applyRoles } from "./apply-roles";
import { detailOf, notingRefusal } from "./noting-refusal";
import { type Claims, type ExternalPerson, readClaims } from "./read-claims";
import { OidcRefusal } from "./refusals";

export type StartedWithOidc = { sessionId: string; userId: string } | { secondStep: string };

/**
 * A session for whoever a provider vouches for, or the second step for an account that has one: the provider is the first
 * factor only. Throws `OidcRefusal`; every refusal is in the security log.
 */
export async function signInWithOidc(
  ctx: AccountCtx,
  providerId: string,
  claims: Claims,
  userAgent?: string,
): Promise<StartedWithOidc> {
  const answer = { providerId, claims, userAgent };
  return notingRefusal(ctx, answer, { kind: "sign-in.failed" }, async (provider) => {
    const person = readClaims(provider, claims);
    if (provider.asksAnew) requireRecent(person, ctx.now());
    const user = await inTransaction(ctx, (tx) => settleAccount(tx, person, provider.name));
    const { id: userId, email } = user;
    const who = { userId, email, ip: ctx.ip, userAgent, detail: detailOf(answer) };
    if (user.secondFactorAt) {
      await recordAttempt(ctx, { kind: "sign-in.first_step", ...who });
      return { secondStep: await openPendingSignIn(ctx, user.id, "oidc") };
    }
    const { authenticatedAt } = person;
    const opened = await openSession(ctx, { userId, ip: ctx.ip, userAgent, authenticatedAt });
    await recordSecurityEvent(ctx, { kind: "sign-in.succeeded", ...who });
    return opened;
  });
}

/** The provider was asked to let nobody in who proved it longer ago than a session lasts here (`max_age`). */
function requireRecent({ authenticatedAt }: ExternalPerson, now: Date): void {
  const clockToleranceMs = 60_000;
  if (authenticatedAt && now.getTime() - authenticatedAt.getTime() > sessionLifetimeMs + clockToleranceMs)
    throw new OidcRefusal("OidcStale");
}

/** The account of the person, found, linked or made, with the roles that the claims give now. */
async function settleAccount(tx: AccountCtx, person: ExternalPerson, providerName: string): Promise<User> {
  const { issuer, subject, email } = person;
  const where = { issuer_subject: { issuer, subject } };
  const known = await tx.db.externalIdentity.findUnique({ where, include: { user: true } });
  const byEmail = known ? null : await tx.db.user.findUnique({ where: { email } });
  if (known?.unlinkedAt) throw new OidcRefusal("OidcUnlinked");
  const user = known?.user ?? byEmail ?? (await makeUser(tx, person));
  if (user.disabledAt) throw new OidcRefusal("OidcDisabled");
  if (byEmail) await requireFreeToLink(tx, byEmail, issuer);
  const now = tx.now();
  const identity = await tx.db.externalIdentity.upsert({
    where,
    create: { issuer, subject, userId: user.id, email, createdAt: now, lastUsedAt: now },
    update: { lastUsedAt: now, email },
  });
  if (byEmail) {
    const what = () =>
      t("Signing in with {provider} as {email} was linked to your account.", { provider: providerName, email });
    await tellOwner(tx, user, { kind: "identity.linked", what, detail: { issuer, address: email } });
  }
  await applyRoles(tx, { user, identity, claims: person.claims });
  if (known || byEmail) return user;
  await joinWhereInvited(tx, user);
  if ((await tx.db.member.count({ where: { userId: user.id } })) === 0) throw new OidcRefusal("OidcNoAccess");
  return user;
}

function makeUser(tx: AccountCtx, { email, name }: ExternalPerson): Promise<User> {
  return tx.db.user.create({
    data: { id: newId(), email, name, passwordHash: noPassword, emailVerifiedAt: tx.now() },
  });
}

/**
 * An account of the same address may be linked when its owner confirmed the address here, else whoever made it with somebody
 * else's would share it; and when no identity of any provider has it or had it, as addresses get new owners and no provider may
 * speak for the people of another. Its owner can link more under Settings, Your security.
 */
async function requireFreeToLink(tx: AccountCtx, user: User, issuer: string): Promise<void> {
  if (!user.emailVerifiedAt) throw new OidcRefusal("OidcUnconfirmed");
  const linked = await tx.db.externalIdentity.findMany({ where: { userId: user.id } });
  const same = linked.find((identity) => identity.issuer === issuer);
  if (same) throw new OidcRefusal(same.unlinkedAt ? "OidcUnlinked" : "OidcOtherIdentity");
  // One that is not in the settings any more opens nothing: the installation moved to another provider.
  const offered = oidcProviders().map((provider) => provider.issuer);
  const other = linked.some((identity) => !identity.unlinkedAt && offered.includes(identity.issuer));
  if (other) throw new OidcRefusal("OidcOtherProvider");
}
