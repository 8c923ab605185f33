import type { DkimKey, SendingDomain } from "@/lib/base/db/generated/client";
import { t } from "@/lib/language/t";
import { dkimDnsRecord } from "@/lib/mail/dkim/dkim-keys";

export type RecordPurpose = "spf" | "return_path" | "dmarc" | "tracking" | `dkim:${string}`;

/** One record that the owner of the domain publishes. */
export interface DnsRecord {
  purpose: RecordPurpose;
  /** What it is for, in words. */
  label: string;
  type: "TXT" | "CNAME" | "MX";
  host: string;
  /** Null while the installation has no public host to point to: there is nothing to publish yet. */
  value: string | null;
  /** False when mail is sent without it too. */
  required: boolean;
}

/** A record that can be published now, and looked up. */
export type PublicRecord = DnsRecord & { value: string };

export const isPublic = (record: DnsRecord): record is PublicRecord => record.value !== null;

/** Hosts of the installation that records point to. */
export interface InstallationHosts {
  /** Where bounces come in; MX of the return path. Null: nowhere that others can reach. */
  inbound: string | null;
  /** Where links and pictures are answered; null when tracking runs on this very domain. */
  tracking: string | null;
  /** What SPF has to allow, as an SPF term such as `include:spf.example.com` or `a:mail.example.com`. Null: not known. */
  spfTerm: string | null;
}

/**
 * The table to publish for a domain. SPF stands on the return path's own host, because that is the domain it is checked
 * for (RFC 7208 §2.4); the company's main SPF record needs no change.
 */
export function dnsRecords(
  domain: Pick<SendingDomain, "name" | "returnPathHost" | "trackingHost">,
  keys: readonly Pick<DkimKey, "selector" | "algorithm" | "publicKey" | "status">[],
  hosts: InstallationHosts,
): DnsRecord[] {
  const dkim = keys
    .filter((key) => key.status !== "revoked")
    .map((key): DnsRecord => {
      const algorithm = key.algorithm === "ed25519" ? "ed25519-sha256" : "rsa-sha256";
      const { name, value } = dkimDnsRecord({
        domain: domain.name,
        selector: key.selector,
        algorithm,
        publicKey: key.publicKey,
      });
      const label = t("DKIM signature ({algorithm})", { algorithm: key.algorithm === "ed25519" ? "Ed25519" : "RSA" });
      return {
        purpose: `dkim:${key.selector}`,
        label,
        type: "TXT",
        host: name,
        value,
        required: key.algorithm === "rsa",
      };
    });
  const records: DnsRecord[] = [
    ...dkim,
    {
      purpose: "spf",
      label: t("SPF for the return path"),
      type: "TXT",
      host: domain.returnPathHost,
      value: hosts.spfTerm && `v=spf1 ${hosts.spfTerm} ~all`,
      required: hosts.spfTerm !== null,
    },
    {
      purpose: "return_path",
      label: t("Bounces come back here"),
      type: "MX",
      host: domain.returnPathHost,
      value: hosts.inbound && `10 ${hosts.inbound}`,
      required: hosts.inbound !== null,
    },
    {
      purpose: "dmarc",
      label: t("DMARC policy"),
      type: "TXT",
      host: `_dmarc.${domain.name}`,
      value: "v=DMARC1; p=none",
      required: true,
    },
  ];
  if (domain.trackingHost && hosts.tracking) {
    records.push({
      purpose: "tracking",
      label: t("Links and pictures"),
      type: "CNAME",
      host: domain.trackingHost,
      value: hosts.tracking,
      required: false,
    });
  }
  return records;
}

/** Reserved names (RFC 2606, 6761) that no real mail system answers for; only the embedded mailbox takes mail from them. */
export function isLocalDomain(name: string): boolean {
  return (
    /(^|\.)(test|localhost|invalid|example|local|internal)$/.test(name) || /(^|\.)example\.(com|net|org)$/.test(name)
  );
}
