import { recordAttempt } from "@/lib/base/audit/record-attempt";
import { secureCookies } from "@/lib/base/auth/session";
import { prisma } from "@/lib/base/db/client";
import { clientIp } from "@/lib/base/http/client-ip";
import { publicRoute } from "@/lib/base/routes/app-route";
import { hitRateLimit } from "@/lib/base/security/rate-limit";
import { outerPath } from "@/lib/client/paths";
import { mailboxCookieName } from "@/lib/run/mailbox/access";
import { isMailboxKey, mailboxSessionSeconds, newMailboxSession } from "@/lib/run/mailbox/key";

/** GET ?key=: exchanges the key that `npm start` printed for a session of hours and goes on to the mailbox. A wrong key changes nothing. */
export const GET = publicRoute(async ({ query, request }) => {
  const now = new Date();
  const ip = clientIp(request.headers);
  const userAgent = request.headers.get("user-agent");
  await hitRateLimit(`mailbox-key:${ip ?? "unknown"}`, { limit: 60, windowMs: 3600_000 });
  const headers = new Headers({
    location: outerPath("/mailbox"),
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
  });
  if (await isMailboxKey(prisma, query.key ?? "", now)) {
    const secure = secureCookies() ? "; Secure" : "";
    headers.set(
      "set-cookie",
      `${mailboxCookieName()}=${newMailboxSession(now)}; Path=/; Max-Age=${mailboxSessionSeconds}; HttpOnly; SameSite=Lax${secure}`,
    );
  } else if (query.key) {
    await recordAttempt({ db: prisma, now: () => now }, { kind: "mailbox-key.refused", ip, userAgent });
  }
  return new Response(null, { status: 303, headers });
});
