import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { hostCookie, secureCookies } from "@/lib/base/auth/session";
import { inTransaction } from "@/lib/base/db/transaction";
import { inLanguageOf } from "@/lib/language/server";
import { t } from "@/lib/language/t";
import type { AccountCtx } from "./account-ctx";
import { queueSystemMail } from "./jobs";
import { forgotPasswordUrl } from "./links";
import { hashSecretToken, newSecretToken } from "./secret-token";
import { describeUserAgent, userAgentFamily } from "./user-agent";

export const deviceCookieName = () => hostCookie("homing.device");
/** The longest that browsers keep a cookie. */
const keptSeconds = 400 * 24 * 3600;

interface Browser {
  /** What stands in the device cookie, if there is one. */
  token: string | null;
  userAgent?: string;
}

const isToken = (token: string | null): token is string => token !== null && /^[A-Za-z0-9_-]{43}$/.test(token);

/** The name under which this browser is known to a user; undefined when they never signed in with it. */
export async function knownDeviceOf(ctx: AccountCtx, userId: string, browser: Browser): Promise<string | undefined> {
  if (!isToken(browser.token)) return undefined;
  const tokenHash = hashSecretToken(browser.token);
  const found = await ctx.db.knownDevice.findUnique({ where: { userId_tokenHash: { userId, tokenHash } } });
  return found?.family === userAgentFamily(browser.userAgent ?? null) ? tokenHash : undefined;
}

/**
 * Keeps that the user signed in with this browser, and tells them by mail when it is a new one; not at their very first
 * sign-in. Gives the Set-Cookie header by which the browser is known again.
 */
export async function rememberDevice(ctx: AccountCtx, userId: string, browser: Browser): Promise<string> {
  const token = tokenOf(browser);
  const known = await knownDeviceOf(ctx, userId, { ...browser, token });
  await inTransaction(ctx, async (tx) => {
    const before = known ? 0 : await otherWaysIn(tx, userId);
    await keep(tx, userId, { ...browser, token });
    if (!known && before > 0) await tellOfNewDevice(tx, userId, browser.userAgent);
  });
  return cookieHeader(token);
}

/** The same without a mail, for somebody who has just proved that the account's mailbox is theirs. */
export async function trustDevice(ctx: AccountCtx, userId: string, browser: Browser): Promise<string> {
  const token = tokenOf(browser);
  await keep(ctx, userId, { ...browser, token });
  return cookieHeader(token);
}

const tokenOf = ({ token }: Browser) => (isToken(token) ? token : newSecretToken().token);

function cookieHeader(token: string): string {
  const secure = secureCookies() ? "; Secure" : "";
  return `${deviceCookieName()}=${token}; Max-Age=${keptSeconds}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

/** Devices and earlier sessions of the user; the session that has just begun is one. */
async function otherWaysIn(tx: AccountCtx, userId: string): Promise<number> {
  const devices = await tx.db.knownDevice.count({ where: { userId } });
  const sessions = await tx.db.session.count({ where: { userId } });
  return devices + Math.max(0, sessions - 1);
}

async function keep(tx: AccountCtx, userId: string, browser: Browser & { token: string }): Promise<void> {
  const now = tx.now();
  const tokenHash = hashSecretToken(browser.token);
  const family = userAgentFamily(browser.userAgent ?? null);
  await tx.db.knownDevice.upsert({
    where: { userId_tokenHash: { userId, tokenHash } },
    create: { userId, tokenHash, family, createdAt: now, lastSeenAt: now },
    update: { family, lastSeenAt: now },
  });
}

async function tellOfNewDevice(tx: AccountCtx, userId: string, userAgent: string | undefined): Promise<void> {
  const user = await tx.db.user.findUniqueOrThrow({ where: { id: userId } });
  const device = userAgentFamily(userAgent ?? null);
  await recordSecurityEvent(tx, {
    kind: "device.new",
    userId,
    email: user.email,
    ip: tx.ip,
    userAgent,
    detail: { device },
  });
  await queueSystemMail(tx, {
    to: user.email,
    language: user.language,
    template: "account-notice",
    props: {
      ...inLanguageOf(user, () => ({
        title: t("A new device signed in"),
        what: t("Somebody signed in to your account with a device that was not used before: {device}.", {
          device: describeUserAgent(userAgent ?? null),
        }),
      })),
      name: user.name,
      at: tx.now().toISOString(),
      ip: tx.ip ?? null,
      url: forgotPasswordUrl(),
    },
  });
}
