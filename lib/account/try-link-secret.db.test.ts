import { randomBytes, randomInt } from "node:crypto";
import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { AppError } from "@/lib/base/errors";
import { joinWithNewAccount } from "@/lib/workspaces/accept-invitation";
import { accountCtx } from "./account-ctx";
import { issueAuthToken } from "./auth-tokens";
import { resetPassword } from "./reset-password";
import { verifyEmail } from "./verify-email";

const secret = () => randomBytes(32).toString("base64url");
const byte = () => randomInt(1, 255);
/** Networks that no other test comes from. */
const freshIpv4 = () => `100.${byte()}.${byte()}.${byte()}`;
const freshLine = () => {
  const hex = randomBytes(6).toString("hex");
  return `2001:${hex.slice(0, 4)}:${hex.slice(4, 8)}:${hex.slice(8)}`;
};

const ways: [string, (ip: string, token: string) => Promise<unknown>][] = [
  ["joining", (ip, token) => joinWithNewAccount(accountCtx(ip), { token, name: "N", password: "a long new password" })],
  ["confirming", (ip, token) => verifyEmail(accountCtx(ip), { token })],
  ["resetting", (ip, token) => resetPassword(accountCtx(ip), { token, password: "a long new password" })],
];
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

test.each(ways)("%s by guessing ends for a whole line, and for nobody elsewhere", async (_name, attempt) => {
  const line = freshLine();
  const codes: string[] = [];
  // Each try from another address of the same /64, which one customer has whole.
  for (let n = 1; n <= 52; n++) codes.push(await codeOf(attempt(`${line}::${n.toString(16)}`, secret())));
  expect(codes.slice(0, 50)).toEqual(Array(50).fill("invalid"));
  expect(codes.slice(50)).toEqual(["rate_limited", "rate_limited"]);
  expect(await codeOf(attempt(freshIpv4(), secret()))).toBe("invalid");
});

test("right links are not counted: an office confirms as many addresses as it has", async () => {
  const ctx = accountCtx(freshIpv4());
  for (let n = 0; n < 65; n++) {
    const user = await prisma.user.create({
      data: { id: newId(), email: `${secret().toLowerCase()}@example.com`, name: "N", passwordHash: "unusable" },
    });
    const token = await issueAuthToken(ctx, "email_verification", user);
    expect(await codeOf(verifyEmail(ctx, { token }))).toBe("ok");
  }
});
