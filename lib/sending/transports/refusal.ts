import type { SendingDomain } from "@/lib/base/db/generated/client";
import { suspendedText, suspensionMsg } from "@/lib/base/standing/suspension.shared";
import { type Msg, msg, t } from "@/lib/language/t";

/**
 * Why mail must not leave, by a stable code and in words for the marketer: what is wrong and where it is put right. The words are said when
 * they are read, in the language of whoever reads them: a refusal is remembered for all who ask, and told to several.
 */
export interface TransportRefusal {
  code:
    | "domain_missing"
    | "domain_unverified"
    | "domain_failing"
    | "domain_local"
    | "transport_not_granted"
    | "workspace_suspended"
    | "mail_limit"
    | "test_key"
    | "key_domain"
    | "author";
  readonly text: string;
}

const refusal = (code: TransportRefusal["code"], say: () => string): TransportRefusal => ({
  code,
  get text() {
    return say();
  },
});

const texts = {
  notGranted: msg(
    "This workspace may not use the installation's own way out. Ask the operator to allow it, or add a transport of your own under Settings, Sending.",
  ),
  mailsUsedUp: msg(
    "This workspace may send {count, plural, one {# mail} other {# mails}} a month, and they are used up. It may send again from {date} (UTC) on, or when the operator raises the limit.",
  ),
  noAuthor: msg("It does not come from exactly one address. Choose another sender under Settings, Sending."),
} as const;

export const notGranted = (): TransportRefusal => refusal("transport_not_granted", () => t(texts.notGranted));

/** An operator has suspended the workspace, for this reason. */
export const suspended = (reason: string): TransportRefusal =>
  refusal("workspace_suspended", () => suspendedText(reason));

/** The month's mails are used up; `now` tells the month (UTC). */
export function mailsUsedUp(limit: number, now: Date): TransportRefusal {
  const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
  return refusal("mail_limit", () => t(texts.mailsUsedUp, { count: limit, date: next }));
}

/** Mail of a test key would reach somebody. */
export const testKey: TransportRefusal = {
  code: "test_key",
  text: "A test key sends to the embedded mailbox only, and mail of this workspace leaves another way. Use a live key to reach people.",
};

/** The key may send from one domain, and this is another. */
export const otherDomainOfKey = (domain: string): TransportRefusal => ({
  code: "key_domain",
  text: `This key may send from ${domain} only.`,
});

export const noAuthor = (): TransportRefusal => refusal("author", () => t(texts.noAuthor));

const domainTexts = {
  pending: {
    code: "domain_unverified",
    text: msg(
      "{domain} is not verified, so nothing is sent from it. Publish its DNS records and check them under Settings, Sending.",
    ),
  },
  failing: {
    code: "domain_failing",
    text: msg(
      "{domain} is no longer verified: its DNS records changed. Put them right and check them under Settings, Sending.",
    ),
  },
  local: {
    code: "domain_local",
    text: msg(
      "{domain} is only for trying out: no mailbox outside this machine accepts mail from it. Choose a sender at a domain you own.",
    ),
  },
  missing: {
    code: "domain_missing",
    text: msg("{domain} is not one of this workspace's sending domains. Add it and verify it under Settings, Sending."),
  },
} as const;

/** What a refusal may say, for where its words are kept. */
export const refusalTexts: readonly Msg[] = [
  ...Object.values(texts),
  ...Object.values(domainTexts).map(({ text }) => text),
  suspensionMsg,
];

/** What stands against mail from a domain with this status; null stands for a domain that the workspace does not have. */
export function domainRefusal(domain: string, status: SendingDomain["status"] | null): TransportRefusal | null {
  if (status === "verified") return null;
  const { code, text } = domainTexts[status ?? "missing"];
  return refusal(code, () => t(text, { domain }));
}
