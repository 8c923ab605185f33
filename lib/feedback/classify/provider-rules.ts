import { of, type TextRule } from "@/lib/feedback/classify/text-rule";

/** Words and codes that mean something at one provider only. */
export const providerRules: readonly TextRule[] = [
  of(
    "google",
    "inactive_mailbox",
    /OverQuotaPerm|p=DisabledUser|email account that you tried to reach is (disabled|inactive)/i,
  ),
  of("google", "mailbox_full", /OverQuotaTemp|p=OverQuota/i),
  of("google", "invalid_recipient", /p=NoSuchUser|email account that you tried to reach does not exist/i),
  of("google", "throttled", /p=ReceivingRate|unusual rate of (unsolicited )?mail|UnsolicitedRateLimit/i),
  of("google", "reputation_block", /very low reputation|p=UnsolicitedMessageError|likely unsolicited mail/i),
  of(
    "google",
    "auth_failure",
    /p=(Dmarc|SPF|DKIM|Unauthenticated)|answer\/(81126|2451690)\b.{0,40}(dmarc|spf|dkim|authentic)/i,
  ),
  of(
    "google",
    "content_rejected",
    /BlockedMessage|potential security issue|RfcMessageNonCompliant|not RFC 5322 compliant/i,
  ),
  of("google", "recipient_policy", /may not have permission to post|group you tried to contact/i),
  of(
    "microsoft",
    "invalid_recipient",
    /RESOLVER\.ADR\.(Recip(ient)?NotFound|ExRecipNotFound|InvalidInSmtpAddress)|recipient address rejected: access denied|recipient not found by smtp address lookup|unknown recipient or mailbox unavailable/i,
  ),
  of(
    "microsoft",
    "recipient_policy",
    /RESOLVER\.RST\.(NotAuthorized|RestrictedToRecipientsPermission|AuthRequired|DLNeedsAuth)|TRANSPORT\.RULES/i,
  ),
  of(
    "microsoft",
    "reputation_block",
    /\(S3(140|150)\)|\(S775\)|banned sending ip|part of their network is on our block list|\((SNT|BAY|COL|BLU|DUB|HE|CO|AM|VE|DB|BN|SN|CY|MW|BL|PH)[\w-]{0,20}\)\s+unfortunately, messages from/i,
  ),
  of(
    "microsoft",
    "throttled",
    /exceeded the maximum number of (connections|messages)|server busy|\bIB007\b|RESOLVER\.ADR\.RecipLimit/i,
  ),
  of("microsoft", "auth_failure", /does not pass dmarc|does not meet the required authentication/i),
  of("microsoft", "message_too_large", /RESOLVER\.RST\.(RecipSizeLimit|SendSizeLimit)|SizeLimit/i),
  of("yahoo", "inactive_mailbox", /\(554\.30\)|mailbox is disabled|no longer valid/i),
  of(
    "yahoo",
    "invalid_recipient",
    /doesn'?t have a [\w.-]{3,80} account|delivery error: dd (this user|requested mail action|sorry your message to [^ ]{1,200} cannot be delivered\. this account has been disabled)/i,
  ),
  of(
    "yahoo",
    "reputation_block",
    /\[(BL2[13]|TSS?0?\d{1,2}|IPTS\d\d)\]|messages? from .{0,80} (temporarily|permanently) deferred/i,
  ),
  of("apple", "reputation_block", /\[(CS01|HCM1|BS02)\]|not accepting connections/i),
  of("apple", "auth_failure", /\[HME1\]|dmarc policy/i),
  of("mimecast", "greylist", /internal resources are temporarily unavailable/i),
  of("mimecast", "reputation_block", /ip temporarily blacklisted|host network not allowed|rejected by header based/i),
  of("mimecast", "recipient_policy", /administrative prohibition - envelope blocked/i),
  of("mimecast", "auth_failure", /envelope rejected|antispoofing|anti-spoofing/i),
  of("orange", "invalid_recipient", /(OFR|LPN)\w{0,4}_4(16|18)\b/),
  of("orange", "config", /(OFR|LPN)\w{0,4}_(305|402|403|405|415|421)\b/),
  of("orange", "mailbox_full", /(OFR|LPN)\w{0,4}_4(17|22)\b/),
  of("orange", "inactive_mailbox", /(OFR|LPN)\w{0,4}_4(20|26)\b/),
  of("orange", "content_rejected", /(OFR|LPN)\w{0,4}_(401|506)\b/i),
  of("orange", "throttled", /(OFR|LPN)\w{0,4}_(104|514)\b/),
  of("orange", "reputation_block", /(OFR|LPN)\w{0,4}_(102|103|107|108|109|510|999)\b|service refuse/),
  // Their "unknown user" after the whole mail was taken is the subscriber's own filter.
  of("docomo", "recipient_policy", /unknown user.{0,120}end of data/i),
  of("au", "recipient_policy", /550 :? ?:?\s*user unknown|user unknown.{0,120}end of data/i),
  of("tencent", "throttled", /frequency limited|connection frequency/i),
  of("tencent", "reputation_block", /blocked ip|ip frequency|suspected spam ip/i),
];
