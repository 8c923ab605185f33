import { recordSecurityEvent } from "@/lib/audit/record-security-event";
import { secureCookies } from "@/lib/auth/session";
import { prisma } from "@/lib/db/client";
import { publicRoute } from "@/lib/http/app-route";
import { clientIp } from "@/lib/http/client-ip";
import { mailboxCookieName } from "@/lib/mailbox/access";
import { isMailboxKey, mailboxSessionSeconds, newMailboxSession } from "@/lib/mailbox/key";
import { hitRateLimit } from "@/lib/security/rate-limit";

/** GET ?key=: exchanges the key that `npm start` printed for a session of hours and goes on to the mailbox. A wrong key changes nothing. */
export const GET = publicRoute(async ({ query, request }) => {
  const now = new Date();
  const ip = clientIp(request.headers);
  const userAgent = request.headers.get("user-agent");
  await hitRateLimit(`mailbox-key:${ip ?? "unknown"}`, { limit: 60, windowMs: 3600_000 });
  const headers = new Headers({ location: "/mailbox", "cache-control": "no-store", "referrer-policy": "no-referrer" });
  if (await isMailboxKey(prisma, query.key ?? "", now)) {
    const secure = secureCookies() ? "; Secure" : "";
    headers.set(
      "set-cookie",
      `${mailboxCookieName()}=${newMailboxSession(now)}; Path=/; Max-Age=${mailboxSessionSeconds}; HttpOnly; SameSite=Lax${secure}`,
    );
  } else if (query.key) {
    await recordSecurityEvent({ db: prisma, now: () => now }, { kind: "mailbox-key.refused", ip, userAgent });
  }
  return new Response(null, { status: 303, headers });
});
