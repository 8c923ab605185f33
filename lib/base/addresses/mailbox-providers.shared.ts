/** A mailbox provider or filter: the unit that judges senders, and so the unit of pace and of reports. */
export interface MailboxProvider {
  id: string;
  label: string;
  /** Address domains that are known without looking. */
  domains: readonly string[];
  /** Hosts that take mail for the provider, also for domains of its customers; matched as suffixes of whole labels. */
  mx: readonly string[];
  /** What shapes the default pace; null: none. */
  shape: Shape | null;
}

/** How a provider likes to be spoken to: connections at once, messages on each, and the rate where somebody measured it. */
interface Shape {
  connections: number;
  perConnection: number;
  perSecond?: number;
}

const yahooDomains = [
  ..."yahoo.com,yahoo.ca,yahoo.co.uk,yahoo.co.in,yahoo.in,yahoo.com.ar,yahoo.com.au,yahoo.com.br,yahoo.com.hk,yahoo.com.mx".split(
    ",",
  ),
  ..."yahoo.com.ph,yahoo.com.sg,yahoo.com.tr,yahoo.com.tw,yahoo.com.vn,yahoo.de,yahoo.dk,yahoo.es,yahoo.fr,yahoo.gr,yahoo.ie".split(
    ",",
  ),
  ..."yahoo.it,yahoo.nl,yahoo.no,yahoo.pl,yahoo.ro,yahoo.se,yahoo.co.id,yahoo.co.nz,yahoo.co.th,yahoo.co.za,ymail.com".split(
    ",",
  ),
  ..."rocketmail.com,myyahoo.com,aol.com,aol.co.uk,aol.de,aol.fr,aim.com,verizon.net,netscape.net,frontier.com,att.net".split(
    ",",
  ),
  ..."sbcglobal.net,bellsouth.net,ameritech.net,pacbell.net,flash.net,swbell.net,cs.com,love.com,games.com,wow.com".split(
    ",",
  ),
];

const microsoftDomains = [
  ..."outlook.com,hotmail.com,live.com,msn.com,passport.com,windowslive.com,hotmail.co.uk,hotmail.fr,hotmail.de".split(
    ",",
  ),
  ..."hotmail.it,hotmail.es,hotmail.nl,hotmail.be,hotmail.ca,hotmail.com.ar,hotmail.com.br,hotmail.com.tr,hotmail.co.jp".split(
    ",",
  ),
  ..."hotmail.se,hotmail.no,hotmail.dk,hotmail.gr,hotmail.co.th,live.co.uk,live.fr,live.de,live.it,live.nl,live.be,live.ca".split(
    ",",
  ),
  ..."live.com.au,live.com.mx,live.com.ar,live.com.pt,live.se,live.no,live.dk,live.ie,live.at,live.jp,outlook.fr,outlook.de".split(
    ",",
  ),
  ..."outlook.es,outlook.it,outlook.jp,outlook.kr,outlook.pt,outlook.ie,outlook.at,outlook.be,outlook.cz,outlook.dk".split(
    ",",
  ),
  ..."outlook.com.ar,outlook.com.au,outlook.com.br,outlook.com.gr,outlook.com.tr,outlook.com.vn,outlook.co.id,outlook.co.th".split(
    ",",
  ),
  ..."outlook.cl,outlook.hu,outlook.in,outlook.lv,outlook.my,outlook.ph,outlook.sa,outlook.sg,outlook.sk".split(","),
];

/**
 * Who receives mail, by address domain and mail exchanger. The order matters: the first whose suffix fits an exchanger wins, and
 * Microsoft's consumer hosts end like its business ones. Connections and messages per connection are KumoMTA's shipped shaping
 * (policy-extras and shaping.toml, commit 3ebc1e8 of August 2026); yahoo.co.jp's rate is stated there.
 */
export const mailboxProviders: readonly MailboxProvider[] = [
  {
    id: "gmail",
    label: "Gmail",
    domains: ["gmail.com", "googlemail.com"],
    mx: ["google.com", "googlemail.com"],
    shape: { connections: 5, perConnection: 50 },
  },
  {
    id: "microsoft",
    label: "Outlook.com",
    domains: microsoftDomains,
    mx: ["olc.protection.outlook.com"],
    shape: { connections: 5, perConnection: 50 },
  },
  {
    id: "microsoft365",
    label: "Microsoft 365",
    domains: [],
    mx: ["protection.outlook.com", "mx.microsoft"],
    shape: { connections: 5, perConnection: 50 },
  },
  {
    id: "yahoo",
    label: "Yahoo and AOL",
    domains: yahooDomains,
    mx: ["yahoodns.net"],
    shape: { connections: 10, perConnection: 20 },
  },
  {
    id: "apple",
    label: "Apple iCloud",
    domains: ["icloud.com", "me.com", "mac.com"],
    mx: ["icloud.com", "apple.com"],
    shape: { connections: 10, perConnection: 5 },
  },
  {
    id: "gmx",
    label: "GMX and web.de",
    domains: ["gmx.de", "gmx.net", "gmx.at", "gmx.ch", "gmx.eu", "gmx.info", "gmx.org", "web.de"],
    mx: ["gmx.net", "web.de"],
    shape: { connections: 4, perConnection: 20 },
  },
  {
    id: "mail_com",
    label: "mail.com",
    domains: ["mail.com", "gmx.com", "gmx.us", "gmx.co.uk", "gmx.fr", "email.com", "usa.com", "europe.com", "post.com"],
    mx: ["mail.com", "gmx.com"],
    shape: { connections: 10, perConnection: 100 },
  },
  {
    id: "comcast",
    label: "Comcast",
    domains: ["comcast.net", "xfinity.com"],
    mx: ["comcast.net"],
    shape: { connections: 25, perConnection: 1000 },
  },
  {
    id: "orange",
    label: "Orange",
    domains: ["orange.fr", "wanadoo.fr"],
    mx: ["orange.fr", "wanadoo.fr"],
    shape: { connections: 2, perConnection: 100 },
  },
  {
    id: "kpn",
    label: "KPN",
    domains: ["kpnmail.nl", "planet.nl", "hetnet.nl", "kpnplanet.nl", "xs4all.nl", "telfort.nl"],
    mx: ["kpnmail.nl", "kpnxchange.com"],
    shape: { connections: 10, perConnection: 10 },
  },
  {
    id: "tencent",
    label: "QQ",
    domains: ["qq.com", "foxmail.com", "vip.qq.com"],
    mx: ["qq.com"],
    shape: { connections: 4, perConnection: 8 },
  },
  {
    id: "netease",
    label: "NetEase 163",
    domains: ["163.com", "126.com", "yeah.net", "vip.163.com", "188.com"],
    mx: ["163.com", "126.com", "netease.com", "163yun.com"],
    shape: { connections: 4, perConnection: 7 },
  },
  {
    id: "yahoo_japan",
    label: "Yahoo! Japan",
    domains: ["yahoo.co.jp", "ybb.ne.jp"],
    mx: ["yahoo.co.jp"],
    shape: { connections: 2, perConnection: 20, perSecond: 10 },
  },
  {
    id: "netvigator",
    label: "Netvigator",
    domains: ["netvigator.com"],
    mx: ["netvigator.com"],
    shape: { connections: 5, perConnection: 10 },
  },
  {
    id: "mimecast",
    label: "Mimecast",
    domains: [],
    mx: ["mimecast.com", "mimecast.co.za", "mimecast-offshore.com"],
    shape: { connections: 10, perConnection: 100 },
  },
  {
    id: "proofpoint",
    label: "Proofpoint",
    domains: [],
    mx: ["pphosted.com", "ppe-hosted.com", "gpphosted.com"],
    shape: null,
  },
  {
    id: "barracuda",
    label: "Barracuda",
    domains: [],
    mx: ["barracudanetworks.com"],
    shape: { connections: 10, perConnection: 15 },
  },
  { id: "cisco", label: "Cisco", domains: [], mx: ["iphmx.com"], shape: null },
  {
    id: "mail_ru",
    label: "Mail.ru",
    domains: ["mail.ru", "inbox.ru", "list.ru", "bk.ru", "internet.ru", "vk.com"],
    mx: ["mail.ru"],
    shape: null,
  },
  {
    id: "yandex",
    label: "Yandex",
    domains: ["yandex.ru", "yandex.com", "ya.ru", "yandex.by", "yandex.kz", "yandex.ua", "narod.ru"],
    mx: ["yandex.ru", "yandex.net"],
    shape: null,
  },
  {
    id: "libero",
    label: "Libero",
    domains: ["libero.it", "virgilio.it", "inwind.it", "iol.it", "blu.it", "giallo.it"],
    mx: ["libero.it", "virgilio.it"],
    shape: null,
  },
  { id: "t_online", label: "T-Online", domains: ["t-online.de", "magenta.de"], mx: ["t-online.de"], shape: null },
  { id: "free", label: "Free", domains: ["free.fr", "aliceadsl.fr", "libertysurf.fr"], mx: ["free.fr"], shape: null },
  { id: "laposte", label: "La Poste", domains: ["laposte.net"], mx: ["laposte.net"], shape: null },
  {
    id: "sfr",
    label: "SFR",
    domains: ["sfr.fr", "neuf.fr", "club-internet.fr", "cegetel.net"],
    mx: ["sfr.fr"],
    shape: null,
  },
  {
    id: "zoho",
    label: "Zoho",
    domains: ["zoho.com", "zohomail.com", "zohomail.eu"],
    mx: ["zoho.com", "zoho.eu", "zoho.in"],
    shape: null,
  },
  {
    id: "proton",
    label: "Proton",
    domains: ["proton.me", "protonmail.com", "protonmail.ch", "pm.me"],
    mx: ["protonmail.ch"],
    shape: null,
  },
  {
    id: "fastmail",
    label: "Fastmail",
    domains: ["fastmail.com", "fastmail.fm"],
    mx: ["messagingengine.com"],
    shape: null,
  },
  { id: "naver", label: "Naver", domains: ["naver.com"], mx: ["naver.com"], shape: null },
  { id: "docomo", label: "NTT Docomo", domains: ["docomo.ne.jp"], mx: ["docomo.ne.jp"], shape: null },
];

/** Everybody else: thousands of systems that have nothing to do with each other, so they have no pace in common. */
export const otherProvider = "other";

const byId = new Map(mailboxProviders.map((provider) => [provider.id, provider]));

export function providerById(id: string): MailboxProvider | undefined {
  return byId.get(id);
}

/** The provider's name for people; a single domain of the rest is its own name. */
export function providerLabel(id: string): string {
  return providerById(id)?.label ?? (id === otherProvider ? "Other providers" : id.replace(/^@/, ""));
}

const byDomain = new Map(mailboxProviders.flatMap(({ id, domains }) => domains.map((domain) => [domain, id] as const)));

/** The provider of an address domain that is known without looking; null for all others. */
export function providerOfKnownDomain(domain: string): string | null {
  return byDomain.get(domain.toLowerCase()) ?? null;
}

/** True for the address domains of the table: they exist and take mail. */
export function isProviderDomain(domain: string): boolean {
  return byDomain.has(domain);
}

/** The name under which the mail of a domain that `id` receives is counted: the provider's, or the domain's own where nobody known runs it. */
export function receiverName(id: string, domain: string): string {
  return id === otherProvider ? domain : providerLabel(id);
}

/** The provider that a name of `receiverName` stands for; null where it is a domain's. */
export function providerNamed(name: string): MailboxProvider | null {
  return mailboxProviders.find(({ label }) => label === name) ?? null;
}

/** The provider that runs the first of these mail exchangers (best preference first) that anybody is known to run. */
export function providerOfExchangers(exchangers: readonly string[]): string {
  for (const exchanger of exchangers) {
    const host = exchanger.toLowerCase().replace(/\.$/, "");
    const found = mailboxProviders.find(({ mx }) =>
      mx.some((suffix) => host === suffix || host.endsWith(`.${suffix}`)),
    );
    if (found) return found.id;
  }
  return otherProvider;
}
