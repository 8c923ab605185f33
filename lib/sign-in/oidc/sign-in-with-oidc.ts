import { type AccountCtx, inAccountTransaction } from "@/lib/account/account-ctx";
import { tellOwner } from "@/lib/account/factors/factor-changes";
import { openPendingSignIn } from "@/lib/account/factors/pending-sign-in";
import { openSession } from "@/lib/account/open-session";
import { recordAttempt } from "@/lib/base/audit/record-attempt";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { noPassword } from "@/lib/base/auth/passwords";
import type { User } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { joinWhereInvited } from "@/lib/workspaces/accept-invitation";
import { applyRoles } from "./apply-roles";
import { oidcProviders } from "./providers";
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
  const detail = { method: "oidc", provider: providerId };
  try {
    const provider = oidcProviders().find(({ id }) => id === providerId);
    if (!provider) throw new OidcRefusal("OidcFailed");
    const person = readClaims(provider, claims);
    const user = await inAccountTransaction(ctx, (tx) => settleAccount(tx, person, provider.name));
    const { id: userId, email } = user;
    const who = { userId, email, ip: ctx.ip, userAgent, detail };
    if (user.secondFactorAt) {
      await recordAttempt(ctx, { kind: "sign-in.first_step", ...who });
      return { secondStep: await openPendingSignIn(ctx, user.id, "oidc") };
    }
    const opened = await openSession(ctx, { userId, ip: ctx.ip, userAgent });
    await recordSecurityEvent(ctx, { kind: "sign-in.succeeded", ...who });
    return opened;
  } catch (error) {
    if (error instanceof OidcRefusal) {
      const email = typeof claims.email === "string" ? claims.email : undefined;
      const why = { ...detail, reason: error.code };
      await recordAttempt(ctx, { kind: "sign-in.failed", email, ip: ctx.ip, userAgent, detail: why });
    }
    throw error;
  }
}

/** The account of the person, found, linked or made, with the roles that the claims give now. */
async function settleAccount(tx: AccountCtx, person: ExternalPerson, providerName: string): Promise<User> {
  const { issuer, subject, email } = person;
  const where = { issuer_subject: { issuer, subject } };
  const known = await tx.db.externalIdentity.findUnique({ where, include: { user: true } });
  const byEmail = known ? null : await tx.db.user.findUnique({ where: { email } });
  const user = known?.user ?? byEmail ?? (await makeUser(tx, person));
  if (user.disabledAt) throw new OidcRefusal("OidcDisabled");
  if (byEmail) await requireFreeToLink(tx, byEmail, issuer);
  const now = tx.now();
  const identity = await tx.db.externalIdentity.upsert({
    where,
    create: { issuer, subject, userId: user.id, createdAt: now, lastUsedAt: now },
    update: { lastUsedAt: now },
  });
  if (byEmail) {
    const what = `signing in with ${providerName} was linked to your account`;
    await tellOwner(tx, user, { kind: "identity.linked", what, detail: { issuer } });
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
 * else's would share it; and when no other identity of the provider has it, as addresses get new owners.
 */
async function requireFreeToLink(tx: AccountCtx, user: User, issuer: string): Promise<void> {
  if (!user.emailVerifiedAt) throw new OidcRefusal("OidcUnconfirmed");
  const other = await tx.db.externalIdentity.count({ where: { userId: user.id, issuer } });
  if (other > 0) throw new OidcRefusal("OidcOtherIdentity");
}
