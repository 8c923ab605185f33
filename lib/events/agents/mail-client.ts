const devices = ["Desktop", "Phone", "Tablet", "Unknown"] as const;
export type DeviceKind = (typeof devices)[number];

export interface MailClient {
  name: string;
  device: DeviceKind;
}

/** First match wins; a proxy hides the device behind it. */
const CLIENTS: readonly [RegExp, string][] = [
  [/GoogleImageProxy|ggpht\.com/i, "Gmail (proxy)"],
  [/YahooMailProxy/i, "Yahoo Mail (proxy)"],
  [/^Mozilla\/5\.0$/, "Apple Mail (privacy proxy)"],
  [/SeznamEmailProxy/i, "Seznam (proxy)"],
  [/Thunderbird/i, "Thunderbird"],
  [/Outlook-iOS|Outlook-Android/i, "Outlook app"],
  [/Microsoft Outlook|MSOffice|Outlook-Express/i, "Outlook"],
  [/Airmail/i, "Airmail"],
  [/Spark/i, "Spark"],
  [/eM ?Client/i, "eM Client"],
  [/YahooMobileMail|Yahoo(%20)?Mail/i, "Yahoo Mail app"],
  [/\b(iPhone|iPad|Macintosh)\b.*AppleWebKit(?!.*(Safari|Chrome))/i, "Apple Mail"],
  [/Edg(e|A|iOS)?\//i, "Edge"],
  [/OPR\/|Opera/i, "Opera"],
  [/SamsungBrowser/i, "Samsung Internet"],
  [/Firefox|FxiOS/i, "Firefox"],
  [/Chrome|CriOS/i, "Chrome"],
  [/Safari/i, "Safari"],
];

const shortOf = ({ name, device }: MailClient) => `${name}; ${device}`;
const names = [...new Set(CLIENTS.map(([, name]) => name)), "Other"];
const byShort = new Map(
  names.flatMap((name) => devices.map((device) => [shortOf({ name, device }), { name, device }] as const)),
);

/** Program and kind of device behind a user agent, as far as it tells; also behind what `shortAgent` left of it. */
export function mailClientOf(userAgent: string): MailClient {
  const known = byShort.get(userAgent);
  if (known) return known;
  const name = CLIENTS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? "Other";
  return { name, device: name.includes("proxy)") ? "Unknown" : deviceOf(userAgent) };
}

/** All that reports read from a user agent, and nothing that tells people apart: "Apple Mail; Phone". Shortening twice is fine. */
export function shortAgent(userAgent: string): string {
  return shortOf(mailClientOf(userAgent));
}

function deviceOf(userAgent: string): DeviceKind {
  if (/iPad|Tablet|Android(?!.*Mobile)/i.test(userAgent)) return "Tablet";
  if (/iPhone|Mobile|Android|Outlook-iOS/i.test(userAgent)) return "Phone";
  return /Windows|Macintosh|X11|Linux|CrOS/i.test(userAgent) ? "Desktop" : "Unknown";
}
