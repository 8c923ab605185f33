import { ownTable } from "@/lib/base/text/own-table.shared";
import type { BounceCategory } from "@/lib/feedback/classify/taxonomy.shared";

/**
 * Status and reply codes as data, read after the text rules: enhanced status codes (RFC 3463 and the IANA registry of RFC 5248), then
 * basic reply codes (RFC 5321).
 */

/** `subject.detail` of the enhanced status; the class is the reply's own business. Keys with one part are the subject's default. */
export const enhancedCodes: Readonly<Record<string, BounceCategory>> = ownTable({
  "1.1": "invalid_recipient",
  "1.2": "invalid_domain",
  "1.3": "invalid_recipient",
  "1.4": "invalid_recipient",
  "1.6": "inactive_mailbox",
  "1.7": "config",
  "1.8": "config",
  "1.10": "invalid_domain",
  // Microsoft's own details (5.1.20, 5.1.351, 5.4.310 …) stand beside those of the registry.
  "1.20": "content_rejected",
  "1.90": "throttled",
  "1.351": "invalid_recipient",
  "2.1": "inactive_mailbox",
  "2.2": "mailbox_full",
  "2.3": "message_too_large",
  // A list could not be expanded: an error of the receiving system, whoever is on the list.
  "2.4": "system",
  "3.1": "transient",
  "3.2": "transient",
  "3.4": "message_too_large",
  "3.5": "config",
  "4.1": "network",
  "4.2": "network",
  "4.3": "transient",
  "4.4": "config",
  "4.5": "transient",
  "4.6": "config",
  "4.7": "timeout",
  "4.310": "invalid_domain",
  "4.312": "transient",
  "4.316": "timeout",
  "5.3": "throttled",
  "5": "protocol",
  "6": "content_rejected",
  "7.0": "policy",
  "7.1": "policy",
  "7.2": "recipient_policy",
  "7.13": "inactive_mailbox",
  "7.17": "invalid_recipient",
  "7.18": "invalid_domain",
  "7.20": "auth_failure",
  "7.21": "auth_failure",
  "7.22": "auth_failure",
  "7.23": "auth_failure",
  "7.24": "auth_failure",
  "7.25": "auth_failure",
  "7.26": "auth_failure",
  "7.27": "auth_failure",
  "7.28": "throttled",
  "7.29": "auth_failure",
  "7.30": "auth_failure",
  "7.32": "auth_failure",
  "7.38": "throttled",
  "7.51": "recipient_policy",
  "7.54": "relay_denied",
  "7.57": "config",
  "7.60": "config",
  "7.64": "relay_denied",
  "7.124": "recipient_policy",
  "7.129": "recipient_policy",
  "7.133": "recipient_policy",
  "7.134": "recipient_policy",
  "7.136": "recipient_policy",
  "7.501": "reputation_block",
  "7.502": "reputation_block",
  "7.503": "reputation_block",
  "7.512": "content_rejected",
  "7.705": "throttled",
  "7.708": "reputation_block",
  "7.509": "auth_failure",
  "7.510": "config",
  "7.511": "reputation_block",
  "7.513": "recipient_policy",
  "7.515": "auth_failure",
  "7.650": "reputation_block",
  "7": "policy",
});

/** Three-digit replies where neither the text nor an enhanced code decides. 550, 553 and 554 alone say too little to blame a mailbox. */
export const basicCodes: Readonly<Record<string, BounceCategory>> = ownTable({
  "421": "transient",
  "450": "transient",
  "451": "transient",
  "452": "transient",
  "454": "transient",
  "500": "protocol",
  "501": "protocol",
  "502": "protocol",
  "503": "protocol",
  "504": "protocol",
  "530": "config",
  "535": "config",
  "551": "invalid_recipient",
  "552": "mailbox_full",
  "555": "protocol",
  "556": "invalid_domain",
});

/** Microsoft: 5.7.606 to 5.7.649 name a banned sending address. */
export function bannedSenderCodes(detail: number): boolean {
  return detail >= 606 && detail <= 649;
}

/** Microsoft: 5.7.900 to 5.7.999 are what the receiving organisation's own rules say. */
export function transportRuleCodes(detail: number): boolean {
  return detail >= 900 && detail <= 999;
}
