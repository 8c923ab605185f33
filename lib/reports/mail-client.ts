export type DeviceKind = "Desktop" | "Phone" | "Tablet" | "Unknown";

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

/** Program and kind of device behind a user agent, as far as it tells. */
export function mailClientOf(userAgent: string): MailClient {
  const name = CLIENTS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? "Other";
  return { name, device: name.includes("proxy)") ? "Unknown" : deviceOf(userAgent) };
}

function deviceOf(userAgent: string): DeviceKind {
  if (/iPad|Tablet|Android(?!.*Mobile)/i.test(userAgent)) return "Tablet";
  if (/iPhone|Mobile|Android|Outlook-iOS/i.test(userAgent)) return "Phone";
  return /Windows|Macintosh|X11|Linux|CrOS/i.test(userAgent) ? "Desktop" : "Unknown";
}
