import { randomBytes, randomInt } from "node:crypto";
import type { AccountCtx } from "@/lib/account/account-ctx";
import { hashWithSalt } from "@/lib/base/auth/salted-hash";
import { newId } from "@/lib/base/db/ids";

export const recoveryCodeCount = 10;
// Without 0, 1, i, l, o: they are read from paper. 12 of 31 letters are 59 bits.
const alphabet = "23456789abcdefghjkmnpqrstuvwxyz";
const length = 12;

function newCode(): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}

/** As people read it: "abcd-efgh-jkmn". */
export const spokenCode = (code: string): string => code.match(/.{4}/g)?.join("-") ?? code;

/** Ten new codes; those from before stop working. Only this answer ever holds them in the clear. */
export async function replaceRecoveryCodes(tx: AccountCtx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, newCode);
  const salt = randomBytes(16).toString("base64url");
  const hashes = await Promise.all(codes.map((code) => hashWithSalt(code, salt)));
  await tx.db.recoveryCode.deleteMany({ where: { userId } });
  await tx.db.recoveryCode.createMany({
    data: hashes.map((codeHash) => ({ id: newId(), userId, salt, codeHash, createdAt: tx.now() })),
  });
  return codes.map(spokenCode);
}

/** Uses a code up. False when it is none of this person's or was used before, also by a call at the same moment. */
export async function takeRecoveryCode(ctx: AccountCtx, userId: string, code: string): Promise<boolean> {
  const sample = await ctx.db.recoveryCode.findFirst({ where: { userId }, select: { salt: true } });
  // Somebody without codes waits as long as somebody with.
  const codeHash = await hashWithSalt(code, sample?.salt ?? "no codes, no salt");
  const { count } = await ctx.db.recoveryCode.updateMany({
    where: { userId, codeHash, usedAt: null },
    data: { usedAt: ctx.now() },
  });
  return count === 1;
}

export function recoveryCodesLeft(ctx: AccountCtx, userId: string): Promise<number> {
  return ctx.db.recoveryCode.count({ where: { userId, usedAt: null } });
}
