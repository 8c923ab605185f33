import { env } from "@/lib/base/env";
import type { InstallationHosts } from "./dns-records";

/** Where this installation can be reached and what it sends through, as far as its settings say. */
export function installationHosts(): InstallationHosts {
  const tracking = new URL(env.TRACKING_URL).hostname;
  const relay = env.SMTP_URL && URL.canParse(env.SMTP_URL) ? new URL(env.SMTP_URL).hostname : null;
  return {
    inbound: env.INBOUND_DOMAIN,
    tracking: tracking.includes(".") ? tracking : null,
    spfTerm: env.RESEND_API_KEY && !relay ? "include:amazonses.com" : `a:${relay ?? env.INBOUND_DOMAIN}`,
  };
}
