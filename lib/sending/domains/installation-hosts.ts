import { env } from "@/lib/base/env";
import { type InstallationHosts, isLocalDomain } from "./dns-records";

/**
 * Where this installation can be reached and what it sends through, as far as its settings say. Nobody is asked to point
 * their domain to a name that exists nowhere, such as the default of INBOUND_DOMAIN.
 */
export function installationHosts(): InstallationHosts {
  const inbound = publicHost(env.INBOUND_DOMAIN);
  const relay = env.SMTP_URL && URL.canParse(env.SMTP_URL) ? publicHost(new URL(env.SMTP_URL).hostname) : null;
  const host = relay ?? inbound;
  return {
    inbound,
    tracking: publicHost(new URL(env.TRACKING_URL).hostname),
    spfTerm: env.RESEND_API_KEY && !relay ? "include:amazonses.com" : host && `a:${host}`,
  };
}

const publicHost = (host: string): string | null => (host.includes(".") && !isLocalDomain(host) ? host : null);
