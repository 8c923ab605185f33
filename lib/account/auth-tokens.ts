import type { User } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { invalid } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import type { AccountCtx } from "./account-ctx";
import { hashSecretToken, newSecretToken } from "./secret-token";

export const authTokenPurposes = ["email_verification", "password_reset"] as const;
export type AuthTokenPurpose = (typeof authTokenPurposes)[number];

export const tokenLifetimeMinutes: Record<AuthTokenPurpose, number> = {
  email_verification: 3 * 24 * 60,
  password_reset: 60,
};

/** Makes a single-use link secret; earlier ones for the same purpose stop working. */
export async function issueAuthToken(
  tx: AccountCtx,
  purpose: AuthTokenPurpose,
  user: { id: string; email: string },
): Promise<string> {
  const now = tx.now();
  await tx.db.authToken.updateMany({ where: { userId: user.id, purpose, usedAt: null }, data: { usedAt: now } });
  const { token, tokenHash } = newSecretToken();
  const expiresAt = new Date(now.getTime() + tokenLifetimeMinutes[purpose] * 60_000);
  await tx.db.authToken.create({
    data: { id: newId(), userId: user.id, email: user.email, purpose, tokenHash, createdAt: now, expiresAt },
  });
  return token;
}

const deadLink = () => invalid(t("This link was used before or is too old. Ask for a new one."));

/** Whose secret it is, without using it up. Throws `invalid` like `consumeAuthToken`. */
export async function ownerOfAuthToken(
  ctx: AccountCtx,
  purpose: AuthTokenPurpose,
  token: string,
): Promise<Pick<User, "id" | "email" | "name" | "language">> {
  const found = await ctx.db.authToken.findFirst({
    where: { tokenHash: hashSecretToken(token), purpose, usedAt: null, expiresAt: { gt: ctx.now() } },
    include: { user: true },
  });
  if (!found || found.email !== found.user.email || found.user.disabledAt) throw deadLink();
  return found.user;
}

/**
 * Uses a secret up and gives its user. Throws `invalid` when it is unknown, used, too old, for an address since changed or for
 * an account that is disabled.
 */
export async function consumeAuthToken(
  tx: AccountCtx,
  purpose: AuthTokenPurpose,
  token: string,
): Promise<Pick<User, "id" | "email" | "name" | "language">> {
  const now = tx.now();
  const found = await tx.db.authToken.findUnique({
    where: { tokenHash: hashSecretToken(token) },
    include: { user: true },
  });
  const usable =
    found && found.purpose === purpose && found.email === found.user.email && found.user.disabledAt === null;
  const { count } = usable
    ? await tx.db.authToken.updateMany({
        where: { id: found.id, usedAt: null, expiresAt: { gt: now } },
        data: { usedAt: now },
      })
    : { count: 0 };
  if (!found || count === 0) throw deadLink();
  return found.user;
}
