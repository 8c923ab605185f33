import { generateAuthenticationOptions, verifyAuthenticationResponse } from "@simplewebauthn/server";
import type { AccountCtx } from "@/lib/account/account-ctx";
import { recordAttempt } from "@/lib/base/audit/record-attempt";
import type { Passkey } from "@/lib/base/db/generated/client";
import { challengeLifetimeMs, issueChallenge, type Question, takeChallenge } from "./challenges";
import { relyingParty } from "./relying-party";
import type { PasskeyAnswer } from "./schema";

/** What the browser is asked. With a user only their passkeys may answer; without, the person picks one. */
export async function passkeyQuestion(ctx: AccountCtx, question: Question, userId?: string) {
  const passkeys = userId ? await ctx.db.passkey.findMany({ where: { userId } }) : [];
  return generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge: await issueChallenge(ctx, question),
    timeout: challengeLifetimeMs,
    userVerification: "required",
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
  });
}

const userHandleOf = (userId: string) => Buffer.from(userId.replaceAll("-", ""), "hex").toString("base64url");

/**
 * The passkey that gave a right answer to this question, or null: signature, challenge, origin, host, the person verified,
 * and a counter that rose. With a user it must be theirs. A counter that did not rise means a copy of the key; it is logged.
 */
export async function rightPasskey(
  ctx: AccountCtx,
  answer: PasskeyAnswer,
  question: Question,
  userId?: string,
): Promise<Passkey | null> {
  const passkey = await ctx.db.passkey.findUnique({ where: { credentialId: answer.id } });
  if (!passkey || (userId !== undefined && passkey.userId !== userId)) return null;
  const { userHandle } = answer.response;
  if (userHandle && userHandle !== userHandleOf(passkey.userId)) return null;
  try {
    const counter = await counterOf(ctx, passkey, answer, question);
    if (counter === null) return null;
    const { count } = await ctx.db.passkey.updateMany({
      where: { id: passkey.id, counter: passkey.counter },
      data: { counter, lastUsedAt: ctx.now() },
    });
    return count === 1 ? passkey : null;
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : "unknown";
    await recordAttempt(ctx, { kind: "passkey.refused", userId: passkey.userId, ip: ctx.ip, detail: { reason } });
    return null;
  }
}

async function counterOf(ctx: AccountCtx, passkey: Passkey, answer: PasskeyAnswer, question: Question) {
  const { id, origin } = relyingParty();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: { ...answer, clientExtensionResults: {} },
    expectedChallenge: (challenge) => takeChallenge(ctx, challenge, question),
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: Uint8Array.from(passkey.publicKey),
      counter: Number(passkey.counter),
    },
  });
  return verified ? BigInt(authenticationInfo.newCounter) : null;
}
