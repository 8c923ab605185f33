import { readFileSync } from "node:fs";

/** Settings that nobody should read in a process list or a container's description: each may stand in a file that NAME_FILE names. */
export const settingsFromFiles = [
  "DATABASE_URL",
  "HOMING_SECRET",
  "HOMING_SECRET_PREVIOUS",
  "SMTP_URL",
  "RESEND_API_KEY",
  "OIDC_GOOGLE_CLIENT_SECRET",
  "OIDC_MICROSOFT_CLIENT_SECRET",
  "OIDC_CLIENT_SECRET",
  "READY_TOKEN",
  "CRON_SECRET",
  "METRICS_TOKEN",
  "OTEL_EXPORTER_OTLP_HEADERS",
  "BACKUP_PASSPHRASE",
  "BACKUP_S3_SECRET_ACCESS_KEY",
  "PICTURES_S3_SECRET_ACCESS_KEY",
  "BLOB_READ_WRITE_TOKEN",
] as const;

/** The file's text without line ends at its end. */
function secretIn(setting: string, file: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(`${setting}: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  if (text.trim() === "") throw new Error(`${setting}: ${file} is empty.`);
  return text.replace(/[\r\n]+$/, "");
}

/**
 * Puts the text of each file that NAME_FILE names into NAME and takes NAME_FILE out, so that processes started from here find one of them.
 * Empty values count as unset. Throws an Error that names the setting when its file is missing or empty, or both are set.
 */
export function readSecretFiles(environment: Record<string, string | undefined>): void {
  for (const name of settingsFromFiles) {
    const setting = `${name}_FILE`;
    const file = environment[setting];
    if (!file) continue;
    if (environment[name]) throw new Error(`${name} and ${setting} are both set: leave one of them out.`);
    environment[name] = secretIn(setting, file);
    delete environment[setting];
  }
}
