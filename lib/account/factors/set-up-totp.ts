import { encode } from "uqr";
import type { AccountCtx } from "@/lib/account/account-ctx";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, invalid } from "@/lib/base/errors";
import { hitRateLimit } from "@/lib/base/security/rate-limit";
import { open, seal } from "@/lib/base/security/secret-box";
import { t } from "@/lib/language/t";
import { type FactorOwner, factorAdded } from "./factor-changes";
import { lockOwner } from "./lock-owner";
import { ConfirmTotp } from "./schema";
import { newTotpSecret, totpStep, totpUri } from "./totp";

export interface TotpToScan {
  /** base32, for typing. */
  secret: string;
  uri: string;
  /** The QR code as the path of an SVG: one unit a module, white around it. */
  qr: { size: number; path: string };
}

/** A new secret for an authenticator app. It protects nothing until a code of it was right. Throws `conflict` when there is one. */
export async function beginTotp(ctx: AccountCtx, { user }: FactorOwner): Promise<TotpToScan> {
  const secret = newTotpSecret();
  const values = { secretSealed: seal(secret), createdAt: ctx.now(), lastStep: 0 };
  await inTransaction(ctx, async (tx) => {
    await lockOwner(tx, user.id);
    const known = await tx.db.totpSecret.findUnique({ where: { userId: user.id } });
    if (known?.confirmedAt) throw conflict(t("You have an authenticator app. Remove it before you add another."));
    await tx.db.totpSecret.deleteMany({ where: { userId: user.id, confirmedAt: null } });
    await tx.db.totpSecret.create({ data: { userId: user.id, ...values } });
  });
  const uri = totpUri(secret, user.email);
  return { secret, uri, qr: qrPath(uri) };
}

function qrPath(text: string): TotpToScan["qr"] {
  const { size, data } = encode(text, { ecc: "M", border: 3 });
  const modules = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")));
  return { size, path: modules.join("") };
}

/** Takes the app into use with its first code. Gives recovery codes when it is the first second factor. */
export async function confirmTotp(ctx: AccountCtx, owner: FactorOwner, input: { code: string }) {
  const { code } = ConfirmTotp.parse(input);
  await hitRateLimit(`totp-confirm:${owner.user.id}`, { limit: 20, windowMs: 15 * 60_000 });
  return inTransaction(ctx, async (tx) => {
    await lockOwner(tx, owner.user.id);
    const waiting = await tx.db.totpSecret.findFirst({ where: { userId: owner.user.id, confirmedAt: null } });
    if (!waiting) throw conflict(t("Begin again: show a new QR code."));
    const step = totpStep(open(waiting.secretSealed), code, tx.now());
    const wrong = t("This is not the code of now. Look again, and check the clock of your device.");
    if (step === null) throw invalid(wrong, { code: wrong });
    const { count } = await tx.db.totpSecret.updateMany({
      where: { userId: owner.user.id, confirmedAt: null, secretSealed: waiting.secretSealed },
      data: { confirmedAt: tx.now(), lastStep: step },
    });
    if (count === 0) throw conflict(t("Begin again: show a new QR code."));
    return factorAdded(tx, owner, { kind: "totp", name: "Authenticator app" });
  });
}

/** Whether this is a code of the person's app that did not count before; it counts no more afterwards. */
export async function takeTotpCode(ctx: AccountCtx, userId: string, code: string): Promise<boolean> {
  const totp = await ctx.db.totpSecret.findFirst({ where: { userId, confirmedAt: { not: null } } });
  const step = totp && totpStep(open(totp.secretSealed), code, ctx.now());
  if (!totp || step === null) return false;
  const { count } = await ctx.db.totpSecret.updateMany({
    where: { userId, secretSealed: totp.secretSealed, lastStep: { lt: step } },
    data: { lastStep: step },
  });
  return count === 1;
}
