import { secureCookies } from "@/lib/auth/session";
import { publicRoute } from "@/lib/http/app-route";
import { isMailboxKey, mailboxCookie, mailboxCookieSeconds } from "@/lib/mailbox/access";

/** GET ?key=: keeps the key that `npm start` printed in a cookie and goes on to the mailbox. A wrong key changes nothing. */
export const GET = publicRoute(async ({ query }) => {
  const key = query.key ?? "";
  const headers = new Headers({ location: "/mailbox", "cache-control": "no-store", "referrer-policy": "no-referrer" });
  if (isMailboxKey(key)) {
    const secure = secureCookies() ? "; Secure" : "";
    headers.set(
      "set-cookie",
      `${mailboxCookie}=${key}; Path=/; Max-Age=${mailboxCookieSeconds}; HttpOnly; SameSite=Lax${secure}`,
    );
  }
  return new Response(null, { status: 303, headers });
});
