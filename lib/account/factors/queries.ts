import type { AccountCtx } from "@/lib/account/account-ctx";
import { publicId } from "@/lib/base/db/ids";
import { recoveryCodesLeft } from "./recovery-codes";
import { passkeysPossible } from "./relying-party";

export interface PasskeyRow {
  id: string;
  name: string;
  backedUp: boolean;
  createdAt: string;
  lastUsedAt: string | null;
}

export interface FactorsView {
  /** When the authenticator app was added; null: there is none. */
  totpSince: string | null;
  passkeys: PasskeyRow[];
  recoveryCodesLeft: number;
  passkeysPossible: boolean;
}

/** The second factors of a person, for their own eyes. */
export async function findFactors(ctx: AccountCtx, userId: string): Promise<FactorsView> {
  const totp = await ctx.db.totpSecret.findFirst({ where: { userId, confirmedAt: { not: null } } });
  const passkeys = await ctx.db.passkey.findMany({ where: { userId }, orderBy: { createdAt: "asc" } });
  return {
    totpSince: totp?.confirmedAt?.toISOString() ?? null,
    passkeys: passkeys.map((passkey) => ({
      id: publicId("psk", passkey.id),
      name: passkey.name,
      backedUp: passkey.backedUp,
      createdAt: passkey.createdAt.toISOString(),
      lastUsedAt: passkey.lastUsedAt?.toISOString() ?? null,
    })),
    recoveryCodesLeft: await recoveryCodesLeft(ctx, userId),
    passkeysPossible: passkeysPossible(),
  };
}

export interface FactorChoice {
  totp: boolean;
  passkey: boolean;
}

/** With what this person can pass a second step, besides a recovery code. */
export async function factorChoice(ctx: AccountCtx, userId: string): Promise<FactorChoice> {
  const { totpSince, passkeys } = await findFactors(ctx, userId);
  return { totp: totpSince !== null, passkey: passkeys.length > 0 };
}
