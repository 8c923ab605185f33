import { generateRegistrationOptions, verifyRegistrationResponse } from "@simplewebauthn/server";
import type { AccountCtx } from "@/lib/account/account-ctx";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, invalid } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import { challengeLifetimeMs, issueChallenge, takeChallenge } from "./challenges";
import { type FactorOwner, factorAdded } from "./factor-changes";
import { lockOwner } from "./lock-owner";
import { passkeysPossible, relyingParty } from "./relying-party";
import { NewPasskey } from "./schema";

export const maxPasskeys = 20;

/** What the browser is asked to make. Passkeys that the person has already are named, so that none is made twice. */
export async function passkeyToMake(ctx: AccountCtx, { user, session }: FactorOwner) {
  if (!passkeysPossible()) {
    throw conflict(t("Passkeys need an address with a name and https. Ask the operator of this installation."));
  }
  const passkeys = await ctx.db.passkey.findMany({ where: { userId: user.id } });
  if (passkeys.length >= maxPasskeys) throw conflict(t("You have twenty passkeys. Remove one first."));
  const { id, name } = relyingParty();
  return generateRegistrationOptions({
    rpID: id,
    rpName: name,
    userID: Uint8Array.from(Buffer.from(user.id.replaceAll("-", ""), "hex")),
    userName: user.email,
    userDisplayName: user.name,
    challenge: await issueChallenge(ctx, { purpose: "register", boundTo: session.id }),
    timeout: challengeLifetimeMs,
    attestationType: "none",
    excludeCredentials: passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
}

/**
 * Keeps a passkey that was made for this session's challenge. Gives recovery codes when it is the first second factor.
 * Throws `invalid` when the answer is not right, `conflict` when it is known.
 */
export async function registerPasskey(ctx: AccountCtx, owner: FactorOwner, input: NewPasskey) {
  const { name, answer } = NewPasskey.parse(input);
  const { credential, credentialBackedUp } = await verified(ctx, owner, answer);
  return inTransaction(ctx, async (tx) => {
    await lockOwner(tx, owner.user.id);
    const known = await tx.db.passkey.findUnique({ where: { credentialId: credential.id } });
    if (known) throw conflict(t("This passkey is registered already."));
    await tx.db.passkey.create({
      data: {
        id: newId(),
        userId: owner.user.id,
        credentialId: credential.id,
        publicKey: Uint8Array.from(credential.publicKey),
        counter: BigInt(credential.counter),
        transports: answer.response.transports ?? [],
        name,
        backedUp: credentialBackedUp,
        createdAt: tx.now(),
      },
    });
    return factorAdded(tx, owner, { kind: "passkey", name });
  });
}

async function verified(
  ctx: AccountCtx,
  { session }: FactorOwner,
  answer: ReturnType<typeof NewPasskey.parse>["answer"],
) {
  const { id, origin } = relyingParty();
  const { transports, ...response } = answer.response;
  const result = await verifyRegistrationResponse({
    response: { ...answer, response, clientExtensionResults: {} },
    expectedChallenge: (challenge) => takeChallenge(ctx, challenge, { purpose: "register", boundTo: session.id }),
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
  }).catch(() => null);
  if (!result?.verified)
    throw invalid(t("The passkey was not accepted. Try again, on the address of this installation."));
  return result.registrationInfo;
}
