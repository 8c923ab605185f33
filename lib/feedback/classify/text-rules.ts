import { phrasesAboutRecipient, phrasesAboutRoom, phrasesAboutUs } from "@/lib/feedback/classify/phrases/tables";
import { providerRules } from "@/lib/feedback/classify/provider-rules";
import { phraseRules, rule, type TextRule, vague } from "@/lib/feedback/classify/text-rule";

/** What leaves no doubt, and so comes before everything else. */
const plainRules: readonly TextRule[] = [
  // The code of an unknown mailbox and the words for it side by side; what follows is only where to read more.
  rule(
    "invalid_recipient",
    /^\s*(?:smtp;\s*)?(?:5\d\d[- ])?5\.1\.1[\s:]{1,4}(?:<?a@b>?[\s:.]{0,6})?(?:recipient address rejected:\s{0,4})?(?:user unknown|unknown user|no such (?:user|mailbox|recipient))\b/i,
  ),
  // The address was looked up and was not there, in whatever store.
  rule(
    "invalid_recipient",
    /\brecipient\s+(?:verify|verification|validation)\b[^.:]{0,30}\bfail|\bfailed\s+recipient\s+(?:verification|validation)/i,
    /\b5\.1\.1\b/,
  ),
];

/**
 * Words of everybody; the first match wins. What speaks of us comes before what speaks of the mailbox: a wrong "hard" loses a reader
 * for good.
 */
const rulesAboutUs: readonly TextRule[] = [
  // cPanel names every cause it can think of; its router found nowhere to send the mail.
  rule("invalid_domain", /the account or domain may not exist, they may be blacklisted/i),
  rule("recipient_policy", /they are not accepting mail from/i),
  // Our own login at a relay: what it says of users and passwords is about us.
  rule("config", /authenticat|credential|password|log ?in/i, /\b53[0-8]\b/),
  rule("policy", /reject(ed)? (mail |message )?(due to|because of|for) policy (restrictions?|reasons?|violations?)/i),
  // The mailbox cannot be blamed by a text that names a list of senders, whatever its code says.
  rule(
    "reputation_block",
    /\b(spamhaus|sorbs|spamcop|surbl|uribl|barracuda(central|networks)|barracuda reputation|dnsbls?|rbl\+?|drbl|spamrl|cloudmark|invaluement|senderbase|senderscore|dnswl|trustedsource|symantec zodiac)\b/i,
  ),
  rule(
    "reputation_block",
    /(poor|bad|low|very low|none|negative)( e-?mail| sender)? reputation|(ip|ip\/domain|sender|server|host|domain) reputation|reputation (of the sending|score|problem)|likely unsolicited mail/i,
  ),
  rule(
    "reputation_block",
    /\b(block|black|deny|bl|b)[ -]?list(?!ed by recipient)|banned (sending )?ip|\bbad ip\b|bad sender ip|mail from ip banned|(ip|host|client|server|network|domain)( address)?.{0,40}\bis_?(temporarily |currently |being )?blocked|(?<!content )\bblocked (ip|host)|\bip\b.{0,40}\bblocked|^(5\d\d )?(5\.\d\.\d+ )?blocked\b|block(ed)? for spam|\((CON|HVU|RLY|DYN):[A-Z]\d+\)|invalid ip for sending|blocked (using|for spamming)|identified as (a )?spammer|is listed (at|on|in|by)\b|open (relay|proxy)|sending spam\b|looks suspiciously like spammer|not allowed to connect|host network not allowed|access from ip|no access from|not (currently )?accepting (mail|connections) (from|$)|extreme bad ip profile|too many (spams?|unwanted messages)|dynamic ips?\b|access forbidden by your ip|sender ip address rejected|abus detect|adresse ip source bloqu|bulk email filter/i,
  ),
  rule(
    "reputation_block",
    /not accepting connections|service refuse|access to (submit messages to )?this (e-?mail|mail) system has been rejected|AUP#|\bIB(10[123458]|21[0-9]|504|510|60[0-9]|75[0-9])\b|you('ve| have) been blocked(?! by (the|this) recipient)/i,
  ),
  rule(
    "reputation_block",
    /your (ip|server|host|mail server|domain)[^.]{0,60}\b(rejected|refused|blocked|denied|forbidden)|(mail|messages?|connections?|e-?mail) from (\S{1,80} )?(\[?\d{1,3}(\.\d{1,3}){3}\]?)[^.]{0,40}(refused|rejected|blocked|denied)/i,
  ),
  rule("reputation_block", /client\s+host\s+(\S{1,80}\s+)?rejected/i),
  rule(
    "auth_failure",
    /\b(dmarc|dkim|domainkeys?)\b|\bspf\b|sender policy framework|unauthenticated (e-?mail|mail|message)|authenticate with|authentication checks? fail|does(n'?t| not) meet the required authentication|anti-?spoofing|envelope rejected|sender[- ]id .{0,40}fail|\[HME1\]/i,
  ),
  rule(
    "auth_failure",
    /reverse[ -]?dns|reverse lookup|missing reverse|\bptr\b|\brdns\b|failed reverse|cannot find your (reverse )?(host ?name|address)|cannot resolve your address|unresolvable relay host|mismatches client ip|(helo|ehlo)( command| name)? (rejected|does not resolve|invalid)|forward dns/i,
  ),
  rule(
    "auth_failure",
    /starttls|(must|requires?|required to) (use |issue )?(a )?(tls|ssl|encrypt)|does not support tls|tls (is )?required|no valid cert(?! for gatewaying)|tls handshake/i,
  ),
  rule(
    "challenge",
    /requires? (you|the sender) to (confirm|verify)|challenge[- ]response|confirm (that )?your (e-?mail|message) .{0,30}(link|reply)/i,
  ),
  rule(
    "greylist",
    /gr[ea]y-?list|internal resources are temporarily unavailable|try again in \d+ (seconds|minutes|sec|min)|postgrey|please try again (in|after) \d+/i,
  ),
  rule(
    "throttled",
    /rate[ -]?limit|too many (connections|messages|emails|e-mails|mails|sessions|concurrent|smtp|recipients(?! received| for| in| this))|too (quickly|fast)|try again slower|slow(ing)? down|frequency limited|connection (rate|limit|frequency)|exceeded (the )?(max|maximum)( allowable)?( number of)? (connections|messages|emails|e-mails)|max(imum)? messages? per connection|unusual rate|excessive volume|server (is )?(too )?busy|trop de connexions|messages? from .{0,80} temporarily deferred|unexpected volume|throttl|receiving mail at a rate|max(imum)?( number of)? (emails|messages|mails) per (hour|day|minute)|sending (rate|limit|quota)|daily (message|sending|user)[ \w]{0,10} ?(quota|limit)|concurrent (connections|sessions)|maximum connection limit/i,
  ),
  rule(
    "suppressed_by_provider",
    /suppression list|on (the|our|your) suppression|address is suppressed|on the bounce list|bounced address|previously (bounced|unsubscribed)/i,
  ),
  // Not the footer by which a gateway says that it looked for them and found none.
  rule(
    "virus",
    /(?<!\b(?:scanned|checked|swept|screened|tested|examined|free)\b[^.]{0,60})(?<!\b(?:no|anti)[ -]?)\bvirus(?:es)?\b(?![ -]?(?:free|scan))|malware|trojan|\binfected\b|\bworm\b|phishing/i,
  ),
  rule(
    "message_too_large",
    /(message|mail|mesg|header|headers|size|file|e-?mail|attachment)s?( is| are| size| length)?,?( was)?( too (big|large|long)| exceeds?( the)?| over( the)?( maximum)?| larger than)(?! .{0,20}(quota|storage))( limit| size| fixed| maximum| administrative| policy|\b)|line (length )?limit exceeded|line too long|recipsizelimit|sendsizelimit|exceed(s|ed)?( the)? (fixed )?(max|maximum)( inbound| allowed| permitted)?( message)? size|max(imum)? (message|mail) size|size (limit|restriction)|message size/i,
  ),
  rule(
    "content_rejected",
    /content (was |filter )?(reject|denied|filter|restriction)|spam (detected|content|message|mail|e-?mail|score|check|filter|points|block)|\bspam(ming)?\b.{0,40}(reject|not accepted|refused|not allowed|denied)|(reject|refused|classified|identified|detected|considered|regarded|tagged|marked|flagged|looks?|seems?|appears?)( it| to be| as| like| a| probable| possible| being| by| due to| for| because| of)* (spam|junk|bulk|unsolicited)|(probab\w+|suspected|as|like|is|be|high) (spam|junk)\b|unsolicited (bulk|commercial|e-?mail|mail)|bulk (e-?mail|mail)|\bube\b|\buce\b|junk ?mail|mail rejet|score too high|potential security issue|banned content|(blocked|bad|illegal|prohibited|forbidden|executable|unacceptable|disallowed) (because of )?(attachment|content|file|url|word|mime)|blocked (because|attachment)|attachments? .{0,30}(not (allowed|accepted|permitted)|blocked|prohibited)|contains? (a |an )?(invalid|improper|prohibited|forbidden|blacklisted|potentially|unacceptable|suspicious)|media error|8-?bit data|header error|headers? too (large|long|many)|invalid (mime )?headers?|not rfc ?[-0-9 ]{0,6}(22 )?compliant|rfc violation|improper(ly)?[- ]|charset not supported|base64 encoding|mime (complexity|error)|reject, id=\S{1,60} - spam|(multiple|duplicate[d]?|missing|invalid) \W?(from|subject|to|date|message-id|header)\W? ?(header|field|address)?s?\b|addresses in from|recurrent pattern|mass mailer|- spam\b|spam[- ]like|due to spam|headers? (is|are) not accepted|images or other attachments|(^|\W)spam(?=$|[.!])/i,
  ),
];

/** Words about room in the mailbox, about the receiving system, and about who may write there. */
const rulesAboutRoom: readonly TextRule[] = [
  rule(
    "mailbox_full",
    /mail ?(box|folder|file|dir)[^.]{0,60}\b(full|over|exceed\w*)|(mail|in)?box (is )?full|full mailbox|quota|over ?quota|storage (is )?(full|limit|exceeded|space|allocation)|exceeded (its |the |their )?(storage|disk|allocated)|boite du destinataire (est )?pleine|recipient'?s mailbox exceeded|insufficient (disk|storage|space)|(not enough|no|does not have enough|out of)( disk| storage)? space|no space left|(blocks?|inode) limit exceeded|exceeding receiving limits|too many messages on (the )?server|exhausted .{0,20}storage|buz[oó]n (est[aá] )?lleno|casella .{0,20}piena|postfach .{0,20}voll|would exceed .{0,30}(limit|allowed)|size exceeds the maximum size allowed for mail delivery|переполнен|容量|いっぱい|一杯|已满|邮箱已满/iu,
  ),
  rule(
    "system",
    /(mail )?system (is )?full|system storage|out of (disk|memory)|queue file write error|local (configuration )?error|(system|server|mail system|internal) (config(uration)?|server|system)? ?error|config(uration)? error|loops? back to myself|loop (was )?found|aliasing\/forwarding loop|interrupted system call|can'?t create (user )?output file|\bldap\b|mailer error|procmail|command (died|failed|output)|exit status|exitcode|x-unix|pipe to \||unknown mailer|user missing home directory|service (currently |is )?unavailable|misconfigured|no mdb|could not load drd|encountered an error while being processed|unable to (open|lock|write|create|access) (the )?(mailbox|maildir|file|spool)/i,
  ),
  rule("system", /loop alert|duplicated message-id in|detected a loop condition/i),
  rule(
    "config",
    /sender('s)? (e-?mail )?(address )?(\S{1,80} )?(is |was )?(rejected|invalid|denied|unknown|refused|unroutable|not (valid|accepted|exist|pre-approved|allowed|verified))|sender verify failed|sender is|(domain|address) of sender|sender domain|from: domain is invalid|(bad|invalid|unknown|unverified|bogus|unroutable|null|empty( envelope)?) (envelope )?sender|emetteur invalide|sender was rejected|my name was rejected|duplicated message-id|mail from (is |not )?.{0,60}(does(n'?t| not) exist|rejected|not owned|invalid|must exist)|bogus mail from|send(ing)? (mail )?as|batv|backscatter|third-party dsn|unsigned dsn|no thank you rejected|bouncedeny|valid-address-filter|returned mail not accepted|empty e-?mail address|fully qualified (e-?mail|domain|host)|invalid domain name|does not exist e\d{4}|server does not accept mail from|does not accept mail from|mx records for .{0,80}violate|helo|ehlo|5\.1\.[78]\b/i,
  ),
  rule(
    "relay_denied",
    /relay(ing)?( access| mail)? (is )?(denied|not permitted|prohibited|not allowed|rejected|disallowed|forbidden)|no relay|as a relay|not (permitted|allowed|configured|authorized) to relay|(unable|refuse[sd]?|refusing|won'?t|cannot|don'?t) (to )?relay|isn'?t in (my|the|our) (list|control ?panel)|allowed rcpthosts|(address|domain|identity) is not verified|not verified|not a gateway|insecure mail relay|we do(n'?t| not) (handle|accept) mail for|specified domain is not allowed|not local host|non-local e-?mail/i,
  ),
  rule(
    "recipient_policy",
    /rejected by (this|the) (user|recipient)|(blocked|refused|denied) by (this|the) (recipient|user)|blacklisted by recipient|recipient preferences|(recipient|user|address|mailbox|account).{0,40}restricted|restricted (address|list|sms|recipient)|authrequired|notauthorized|not (permitted|allowed|authorized) to (post|send to)|may not have permission to post|only accept(s|ing)? (e-?mail|mail|messages) from|members?[- ]only|closed mailing list|non-?member|not accepting (any )?mail(?! from)|user (reject|refuse)|rejected by recipients?\b|rule imposed mailbox access|recipient refuse|refuse to receive|user rules|message (filtered|denied by intercept)|is protected by|:blocked\)|they are not accepting mail from|not pre-?approved/i,
  ),
];

/** Words about the mailbox and its domain, and then what says little. */
const rulesAboutRecipient: readonly TextRule[] = [
  // What a server says to DATA when it had refused everybody before: why, it said then, and it may have been us.
  rule(
    "undetermined",
    /^(?!.*(unknown|invalid|no such|exist|not found|disabled|for this)).*\bno\s+valid\s+recipients?\b/is,
  ),
  rule(
    "inactive_mailbox",
    /(account|mailbox|user|recipient|address|alias|box)( \S{1,80})?[^.]{0,50}\b(is |been |was |has |currently |temporar\w+ )*(disabled|inactive|suspended|deactivated|locked|expired|closed|terminated|archived|discontinued|frozen|cancell?ed|no longer (valid|active|available|on server|in use|exists?|accepts?|with))|no longer on server|mailbox has moved|(inactive|suspended|disabled|deactivated|expired|closed|archived) ((e-?mail )?(address|account|user|recipient)|mailbox)|has (moved|been replaced by)|recipient suspend|user suspended|not (an )?active( address| user)?|disableduser|extended inactivity|compte du destinataire est bloqu|destinataire archiv/i,
  ),
  rule(
    "invalid_domain",
    /(host|domain)(name| name)?( \S{1,200})? (is )?(unknown|not found|could ?n[o']t be found|not known)|unknown (host|domain)|(host|domain)( or domain)? name (found|not found|unknown)|host\/domain (name found|does not accept)|illegal host|(domain|host) \S{0,200} ?(does(n'?t| not) exist|must exist|may not exist|is not reachable|is unknown)|domain does(n'?t| not) exist|(account or )?domain may not exist|unroute?able|invalid (domain|host)|bad (domain|destination system|destination host)|nxdomain|null mx|no smtp service|does(n'?t| not) (accept|receive) (any )?(e?-?mail|mail)( according|$|\W)|couldn'?t find (any host|a mail exchanger|any mail)|no such (domain|host)|no mx\b|no mail (exchanger|server)|name or service not known|domain is not reachable|mail receiving disabled|no route for current request|: 55[034] \S{1,200} does not exist|domain mentioned in e-?mail address is unknown/i,
  ),
  rule(
    "invalid_recipient",
    /(user|recipient|mailbox|account|address|alias|addressee|userid|e-?mail name|destination (?:address|mailbox|user)|local ?part|customer|person|rcpt|subscriber|utilisateur|destinataire|adresse|usuario|benutzer|empfänger|indirizzo|endereço|dirección|casella|postfach)(s|\(s\)|es)?[ :<"'(][^.]{0,80}\b(unknown|not (be )?found|not exist|n'?existe|doesn'?t exist|does not exist|do(es)? not have|couldn'?t be found|could not be found|unavailable|invalid|not (listed|present|known|recognized|local|valid|available)|inconnu|desconocid|unbekannt|introuvable|wrong|inv[aá]lid)|(unknown|invalid|no such|illegal|nonexistent|non-existent|unrecognized|not our|bad|not a( known| valid)?|wrong|undefined|incorrect)( or illegal| local| virtual| or unknown)*( final delivery| destination| recipient'?s?| e-?mail| mail| smtp)?( box)? (user|recipient|mailbox|address|account|alias|userid|addresses|recipients|addressee|customer|person|receiver|rcpt|destination|box|path)s?\b|no (mail ?box|account|user|person|customer|one) ?(by|at|with|here|named|for|of|is|found|exists?|\S{0,3}$)|(not a|isn'?t a|is not a)n? (known |valid |active |existing )(mail ?box|account|user|person|customer|address|recipient)|(recipient|rcpt|mailbox)s?( is| are)? not (accepted|ok|allowed)|no mailbox|no mail ?box|no one (at|by|with) th|no existe|doesn'?t have an? \S{1,100} account|reciptnotfound|recipnotfound|recipientnotfound|check (if|that|the) .{0,20}address|check the recipient|destinataire invalide|not listed in (public|domino)|not in my (validrcptto|list of valid)|badrc?pt|badrecipientto|destination server rejected recipients|recipients? (was|were) undeliverable|^(5\d\d )?does not exist|user unknown|unknown recipient|unknown user|unknown local|address not found|nosuchuser|cannot (find|be found|accept user)|can'?t accept user|could not find (user|recipient|mailbox)|not known at this (site|host)|your envelope recipient|5\.1\.1\b|#5\.1\.1|not\.exist|spectator does not exist|wasn'?t found at the destination|e-?mail (address|name)( you entered)? (is |was |could ?n[o']t be |wasn'?t |isn'?t )(not )?found|address (you entered )?couldn'?t be|inesistente|nicht (bekannt|gefunden)|não (existe|encontrad)|見つから|存在しま|宛先不明|不存在|не (существует|найден)|неизвест/iu,
  ),
  rule("invalid_recipient", /(address(es)?|recipients?) rejected/i, /5\.1\.0/),
  vague("invalid_recipient", /no valid recipients? for this/i),
  // What qmail says of every refusal after RCPT; the other side's own words follow.
  vague("invalid_recipient", /does not like recipient/i),
  rule(
    "protocol",
    /protocol violation|syntax error|bad sequence|command (not recognized|unrecognized|not implemented)/i,
  ),
  rule(
    "timeout",
    /timed ?-?out|time-?out|(envelope|delivery|message|queue|delivery time)\W?expired|expired (after|in)|retry time(out)?( exceeded| not reached)|(could not|has not|not) be(en)? (delivered|collected) (for|after|within)|in the queue too long|fail(ing|ed) for a long time|long failure period|undeliverable for \d|(multiple|numerous) (retries|attempts)|stopped trying|was aborted after|did not respond|queue period|gave up after|lifetime/i,
  ),
  rule(
    "network",
    /connection (was )?(refused|reset|lost|dropped|closed|failed|died|broken|aborted)|(could|can|un)(not|'t|able| not)+ ?(to )?(connect|establish|contact|reach)|no route to host|network (is |error|problem)?(unreachable)?|host (is )?(un|not )?(reachable|down)|name ?server|name service error|malformed or unexpected name server|lookup (failure|failed|timed|problem|result)|dns (error|lookup|server|failure|problem|records?)|wasn'?t able to establish|did not accept our requests to connect|unable to resolve route|failed to deliver to domain|hop count|too many (hops|received)|(routing|mail|message|forwarding) loop|looping|socket error|temporary dns|no answer from|could not find a gateway|remote (host|server) (said: )?(closed|not (available|responding))/i,
  ),
  vague(
    "transient",
    /try (again|later)|again later|temporar(y|ily)|resources? (temporar|unavail)|unexpected failure|deferred|not enough memory|please retry/i,
  ),
  vague(
    "policy",
    /polic(y|ies)|not accepted for|access (is )?denied|low priority|administrati(ve|vely)|prohibited|prohibition|security|not authori[sz]ed|refused|organizational settings|authentication (is )?required|authenticat|verification fail|rejected for|forbidden|unacceptable/i,
  ),
];

export const textRules: readonly TextRule[] = [
  ...plainRules,
  ...providerRules,
  ...phraseRules(phrasesAboutUs),
  ...rulesAboutUs,
  ...phraseRules(phrasesAboutRoom),
  ...rulesAboutRoom,
  ...phraseRules(phrasesAboutRecipient),
  ...rulesAboutRecipient,
];
