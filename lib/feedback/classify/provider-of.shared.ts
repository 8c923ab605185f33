/** Mailbox providers and filters whose words are known, by the hosts that speak for them. */
export const replyProviders = [
  "google",
  "microsoft",
  "yahoo",
  "apple",
  "mimecast",
  "proofpoint",
  "gmx",
  "orange",
  "tencent",
  "docomo",
  "au",
  "comcast",
] as const;
export type ReplyProvider = (typeof replyProviders)[number];

const marks: ReadonlyArray<readonly [ReplyProvider, RegExp]> = [
  ["google", /^(gmail|googlemail)\.com$|\.google(mail)?\.com\b|\bgsmtp\b|support\.google\.com/i],
  [
    "microsoft",
    /^(outlook|hotmail|live|msn|windowslive)\.[a-z.]{2,6}$|\.outlook\.com\b|\.mx\.microsoft\b|\.hotmail\.com\b|hotmail\.com \(|\.office365?\.com\b|mail\.live\.com|aka\.ms\/EXOSmtpErrors|\bAS\(\d{3,12}\)/i,
  ],
  [
    "yahoo",
    /^(yahoo|ymail|rocketmail|aol|aim)\.[a-z.]{2,6}$|\.yahoo(dns)?\.(com|net)\b|yahoo\.co\.jp|postmaster\.(verizonmedia|yahooinc)\.com|\.aol\.com\b/i,
  ],
  ["apple", /^(icloud|me|mac)\.com$|\.(icloud|me|mac|apple)\.com\b/i],
  ["mimecast", /mimecast\.(com|org|net)/i],
  ["proofpoint", /pphosted\.com|ppe-hosted\.com|proofpoint\.com/i],
  ["gmx", /^(gmx\.[a-z]{2,3}|web\.de)$|\.gmx\.(net|com|de)\b|\.web\.de\b|kundenserver\.de/i],
  [
    "orange",
    /^(orange|wanadoo)\.fr$|^laposte\.net$|\.orange\.fr\b|\.wanadoo\.fr\b|\.laposte\.net\b|\bOFR[_\d]|\bLPN\d/i,
  ],
  ["tencent", /^(qq|foxmail)\.com$|\.qq\.com\b|\.exmail\.qq/i],
  ["docomo", /docomo\.ne\.jp/i],
  ["au", /ezweb\.ne\.jp|\.au\.com\b|dion\.ne\.jp/i],
  ["comcast", /^comcast\.net$|\.comcast\.net\b/i],
];

/**
 * The host whose words a reported reply is: the one that answered, where it is a known one's, else the domain that the message went to,
 * as it is for a reply while sending.
 */
export function answeringHost(remoteMta: string | null, recipient: string | null): string | null {
  const known = remoteMta && marks.some(([, mark]) => mark.test(remoteMta.slice(0, 300)));
  if (known) return remoteMta;
  return recipient?.slice(recipient.lastIndexOf("@") + 1).toLowerCase() || remoteMta;
}

/** Whose words a reply is: by the host that answered where it is known, else by the names in the text; null for anybody else. */
export function providerOfServer(host: string | null, text: string): ReplyProvider | null {
  const byHost = host && marks.find(([, mark]) => mark.test(host.slice(0, 300)));
  if (byHost) return byHost[0];
  return marks.find(([, mark]) => mark.test(text.slice(0, 2000)))?.[0] ?? null;
}
