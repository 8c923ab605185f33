import { isIP } from "node:net";
import { env } from "@/lib/base/env";

/** Who we are to an authenticator (WebAuthn § 5.1.3): the host of APP_URL, and the one origin an answer may come from. */
export function relyingParty(): { id: string; origin: string; name: string } {
  const url = new URL(env.APP_URL);
  return { id: url.hostname, origin: url.origin, name: "Homing" };
}

/** Browsers know passkeys only for names, and only over TLS or on the machine itself. */
export function passkeysPossible(): boolean {
  const { hostname, protocol } = new URL(env.APP_URL);
  const local = hostname === "localhost" || hostname.endsWith(".localhost");
  return isIP(hostname.replace(/^\[|\]$/g, "")) === 0 && (protocol === "https:" || local);
}
