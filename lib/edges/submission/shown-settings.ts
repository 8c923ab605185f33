import { env } from "@/lib/base/env";
import type { PortProtection } from "@/lib/base/settings/submission-settings";

/** What a program is set up with to hand over mail by SMTP. */
export interface SmtpSettings {
  host: string;
  ports: { port: number; protection: PortProtection }[];
}

/** As the operator has opened it; null where it is not. */
export function shownSmtpSettings(): SmtpSettings | null {
  const ports = env.SMTP_SUBMISSION_PUBLIC_PORTS;
  return ports.length === 0 ? null : { host: env.SMTP_SUBMISSION_NAME, ports: ports.map((each) => ({ ...each })) };
}
