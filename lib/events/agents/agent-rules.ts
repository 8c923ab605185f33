import type { EventActor } from "@/lib/events/ledger/event-types";

/** One way to know a program by its user agent. The first rule that matches decides. */
export interface AgentRule {
  /** Stable code kept with the event, shown in the report as the reason. */
  reason: string;
  pattern: RegExp;
  actor: EventActor;
}

/** Image proxies that load pictures on behalf of a reader. They say that mail was shown (or prefetched), not by whom. */
export const PROXY_RULES: readonly AgentRule[] = [
  { reason: "gmail_image_proxy", pattern: /GoogleImageProxy|via ggpht\.com/i, actor: "proxy" },
  { reason: "yahoo_mail_proxy", pattern: /YahooMailProxy/i, actor: "proxy" },
  { reason: "seznam_mail_proxy", pattern: /SeznamEmailProxy/i, actor: "proxy" },
  { reason: "mail_image_proxy", pattern: /\b(?:e?mail|image)[-_ ]?proxy\b/i, actor: "proxy" },
  // Apple Mail Privacy Protection loads every picture at delivery and gives only this (deliverability.md §5.1).
  { reason: "apple_mail_privacy", pattern: /^Mozilla\/5\.0$/, actor: "proxy" },
];

/** Security products that fetch mail before the reader does. */
export const SCANNER_RULES: readonly AgentRule[] = [
  {
    reason: "security_scanner",
    pattern:
      /barracuda|mimecast|proofpoint|fireeye|trellix|forcepoint|ironport|sophos|symantec|messagelabs|bitdefender|kaspersky|zscaler|cloudmark|safelinks|virustotal|urlscan|Existence Discovery|ms-office-protocol|bluecoat|netcraft|phish(?:ing|tank)|checkmarx|trendmicro|panscient|paloalto/i,
    actor: "bot",
  },
];

/** Mail programs that generic bot lists take for machines because they look unlike a browser. */
export const MAIL_CLIENT_RULES: readonly AgentRule[] = [
  {
    reason: "mail_client",
    pattern:
      /Thunderbird|Microsoft Outlook|Outlook-iOS|Outlook-Android|Outlook-Express|\bMSOffice \d|Airmail|SparkDesktop|\bSpark\/|Postbox|eM ?Client|The Bat!|Lotus-Notes|Apple ?Mail|AppleMail|\bMail\/\d|MailMate|Mailbird|Foxmail|SeaMonkey|Evolution\/|KMail|Kontact|Sylpheed|Claws Mail|Windows-?Live-?Mail|BlueMail|\bCanary\/|Superhuman|ProtonMail|Newton|Missive|Polymail|Windows-?Mail|Yahoo(?:%20)?Mail\/|YahooMobileMail|NaverMailApp|Barca|Sparrow|PocoMail|Eudora|IncrediMail/i,
    actor: "human",
  },
];
