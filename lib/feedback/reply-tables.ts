import type { ReplyProvider } from "@/lib/feedback/provider-of";
import type { BounceCategory } from "@/lib/feedback/taxonomy";

/**
 * What SMTP replies mean, as data. Read in this order: text rules, enhanced status codes (RFC 3463 and the IANA registry
 * of RFC 5248), basic reply codes (RFC 5321). A new wording is one line here.
 */
export interface TextRule {
  provider: ReplyProvider | "*";
  category: BounceCategory;
  pattern: RegExp;
  /** Only together with such codes, matched against "550 5.1.1". */
  code?: RegExp;
  /** Said with everything: a status code that names the matter knows better. */
  vague?: true;
}

const rule = (category: BounceCategory, pattern: RegExp): TextRule => ({ provider: "*", category, pattern });
const vague = (category: BounceCategory, pattern: RegExp): TextRule => ({ ...rule(category, pattern), vague: true });

/** First match wins. What speaks of us comes before what speaks of the mailbox: a wrong "hard" loses a reader for good. */
export const textRules: readonly TextRule[] = [
  rule(
    "reputation_block",
    /\b(spamhaus|sorbs|spamcop|surbl|uribl|barracuda(central|networks)|barracuda reputation|dnsbls?|rbl\+?|spamrl|cloudmark|invaluement|senderbase|dnswl)\b/i,
  ),
  rule(
    "reputation_block",
    /poor reputation|bad reputation|low reputation|ip reputation|sender reputation|reputation of the sending|likely unsolicited mail/i,
  ),
  rule(
    "reputation_block",
    /block ?list|black ?list|deny ?list|banned (sending )?ip|\bbad ip\b|mail from ip banned|(ip|host|client|server|address)[^.]{0,40}\bis_?blocked|blocked (ip|host)|ip[^.]{0,40}\bblocked|blocked using|blocked for spamming|identified as (a )?spammer|is listed (at|on|in|by)\b|open relay|sending spam\b|not allowed to connect|host network not allowed|access from ip|not accepting connections|\[(BL21|BL23|CS01|TSS?0?\d{1,2}|IPTS\d\d)\]|\(S3150\)|\(S3140\)|\(S775\)/i,
  ),
  rule(
    "reputation_block",
    /service refuse|access to (submit messages to )?this (e-?mail|mail) system has been rejected/i,
  ),
  rule(
    "auth_failure",
    /\b(dmarc|dkim)\b|\bspf\b|unauthenticated|authenticate with|authentication checks? fail|does not meet the required authentication|anti-spoofing|envelope rejected|\[HME1\]/i,
  ),
  rule(
    "auth_failure",
    /reverse dns|missing reverse|\bptr\b|\brdns\b|failed reverse|cannot find your (reverse )?hostname|mismatches client ip/i,
  ),
  rule("auth_failure", /starttls|(must|requires?) (use |issue )?(a )?tls|no valid cert(?! for gatewaying)/i),
  rule(
    "greylist",
    /gr[ea]y-?list|internal resources are temporarily unavailable|try again in \d+ (seconds|minutes)|postgrey/i,
  ),
  rule(
    "throttled",
    /rate limit|ratelimit|too many (connections|messages|emails|recipients|mails)|too quickly|try again slower|frequency limited|exceeded the (maximum|max) number of (connections|messages)|max(imum)? messages? per connection|unusual rate|excessive volume|server busy|trop de connexions|messages? from .{0,80} temporarily deferred|unexpected volume|throttl|receiving mail at a rate/i,
  ),
  rule("virus", /\bvirus\b|malware|trojan|infected/i),
  rule(
    "message_too_large",
    /(message|mail|mesg|header|headers|size)( is| are)?( too (big|large)| exceeds?| limit)|line limit exceeded|recipsizelimit|exceeds? (fixed )?maximum message size/i,
  ),
  rule(
    "content_rejected",
    /content (was )?rejected|spam (detected|content|message)|message (looks like|identified as|is|was classified as) (spam|junk)|\bube\b|potential security issue|blocked (because|attachment)|media error|8-bit data|header error|not rfc ?5?3?22 compliant|reject, id=\S+ - spam|multiple (from|subject|to) headers|junkmail/i,
  ),
  rule(
    "mailbox_full",
    /mailbox[^.]{0,60}\bfull|quota|over ?quota|inbox is full|storage (limit|exceeded)|boite du destinataire pleine|recipient'?s mailbox exceeded|insufficient (disk|storage)|not enough (disk )?space/i,
  ),
  rule("transient", /mail system full|system storage|out of disk/i),
  rule(
    "config",
    /sender (address )?rejected|domain of sender|sender domain|from: domain is invalid|bad sender|sender was rejected|my name was rejected|duplicated message-id|mail from .{0,60}(does not exist|rejected)|send mail as/i,
  ),
  rule(
    "relay_denied",
    /relay(ing)? (access )?(denied|not permitted|prohibited)|not permitted to relay|unable to relay|isn'?t in my list of allowed rcpthosts|address is not verified|not verified/i,
  ),
  rule(
    "recipient_policy",
    /rejected by (this|the) (user|recipient)|blocked by (this|the) recipient|blacklisted by recipient|recipient .{0,40}restricted|authrequired|not permitted to post|may not have permission to post|only accepts? mail from|:blocked\)/i,
  ),
  rule(
    "inactive_mailbox",
    /(account|mailbox|user|recipient|address|alias)[^.]{0,50}\b(is )?(disabled|inactive|suspended|deactivated|locked|expired|closed|terminated|no longer (valid|active|available|on server|in use))|no longer on server|mailbox has moved|mailbox is frozen|has been replaced by|recipient suspend|inactive (email )?address|disableduser|compte du destinataire est bloque/i,
  ),
  rule(
    "invalid_domain",
    /host(name)? (unknown|not found)|unknown host|host\/domain (name found|does not accept)|illegal host|domain (name )?not found|domain .{0,60}does not exist|unrouteable|invalid domain|nxdomain|null mx|no smtp service|does not accept (e?mail|any mail)|doesn'?t receive email|couldn'?t find (any host|a mail exchanger)|bad destination system|no such domain|no mx\b|domain is not reachable|: 55[034] \S+ does not exist/i,
  ),
  rule(
    "invalid_recipient",
    /(user|recipient|mailbox|account|address|alias|addressee|userid)(\(s\))?[ :<][^.]{0,80}\b(unknown|not found|not exist|doesn'?t exist|does not exist|couldn'?t be found|unavailable|invalid|not listed)|(unknown|invalid|no such|illegal|nonexistent|unrecognized|not our|bad)( or illegal)?( final delivery| destination| recipient| email)? (user|recipient|mailbox|address|account|alias|userid|addresses)|no mailbox here|not a (known|valid) (user|mailbox|recipient)|doesn'?t have a \S+ account|no such (user|person)|reciptnotfound|recipnotfound|recipientnotfound|address rejected: (user|undeliverable)|no valid recipients|does not like recipient|check if address is correct|destinataire invalide|not listed in public name|user unknown|email account that you tried to reach does not exist|address not found|nosuchuser|recipient address rejected: access denied \[\S+\.outlook\.com\]/i,
  ),
  rule(
    "timeout",
    /timed ?out|timeout|envelope expired|delivery time expired|message expired|retry time(out)? exceeded|could not be delivered for \d+|in the queue too long|failing for a long time/i,
  ),
  rule(
    "network",
    /connection (refused|reset|lost|dropped|closed)|no route to host|network (is )?unreachable|name server|lookup failure|dns (error|lookup)|unable to connect|wasn'?t able to establish|did not accept our requests to connect|hop count|too many hops|routing loop|mail loop/i,
  ),
  vague(
    "transient",
    /try again|temporar(y|ily)|try later|service (is )?(currently )?unavailable|internal (system )?error|system config error|local error|ldap/i,
  ),
  vague("policy", /policy|not accepted for|access denied|administratively|prohibited|security/i),
];

/** `subject.detail` of the enhanced status; the class is the reply's own business. Keys with one part are the subject's default. */
export const enhancedCodes: Readonly<Record<string, BounceCategory>> = {
  "1.1": "invalid_recipient",
  "1.2": "invalid_domain",
  "1.3": "invalid_recipient",
  "1.4": "invalid_recipient",
  "1.6": "inactive_mailbox",
  "1.7": "config",
  "1.8": "config",
  "1.10": "invalid_domain",
  "2.1": "inactive_mailbox",
  "2.2": "mailbox_full",
  "2.3": "message_too_large",
  "2.4": "invalid_recipient",
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
  "7.509": "auth_failure",
  "7.510": "config",
  "7.511": "reputation_block",
  "7.513": "recipient_policy",
  "7.515": "auth_failure",
  "7.650": "reputation_block",
  "7": "policy",
};

/** Three-digit replies where neither the text nor an enhanced code decides. 550, 553 and 554 alone say too little to blame a mailbox. */
export const basicCodes: Readonly<Record<string, BounceCategory>> = {
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
};

/** Microsoft: 5.7.606 to 5.7.649 name a banned sending address. */
export function bannedSenderCodes(detail: number): boolean {
  return detail >= 606 && detail <= 649;
}
