import { readFileSync, statSync } from "node:fs";
import { selfSignedCertificate } from "@/lib/base/security/self-signed";

export interface TlsFiles {
  certFile?: string | undefined;
  keyFile?: string | undefined;
}

export interface TlsPair {
  key: string;
  cert: string;
}

/** Certificate and key for STARTTLS: from the two files, or made for this process when none are named. Throws when a file cannot be read. */
export function loadTlsPair({ certFile, keyFile }: TlsFiles, host: string): TlsPair {
  if (!certFile || !keyFile) return selfSignedCertificate(host);
  return { cert: readFileSync(certFile, "utf8"), key: readFileSync(keyFile, "utf8") };
}

/** When the files last changed, as one number; 0 without files. A renewed certificate is taken up by this. */
export function changedAt({ certFile, keyFile }: TlsFiles): number {
  return certFile && keyFile ? Math.max(statSync(certFile).mtimeMs, statSync(keyFile).mtimeMs) : 0;
}
