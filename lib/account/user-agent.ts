import { t } from "@/lib/language/t";

const browsers = [
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/HeadlessChrome\/|Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
] as const;

const systems = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
] as const;

/** A User-Agent header as people say it: "Firefox on Linux". For recognising one's own devices, nothing else. */
export function describeUserAgent(userAgent: string | null): string {
  const { browser, system } = partsOf(userAgent);
  if (browser && system) return t("{browser} on {system}", { browser, system });
  return browser ?? system ?? t("Unknown device");
}

/** The same to store and to compare, whoever asks. */
export function userAgentFamily(userAgent: string | null): string {
  const { browser, system } = partsOf(userAgent);
  return [browser, system].filter(Boolean).join(" on ") || "Unknown device";
}

function partsOf(userAgent: string | null): { browser?: string; system?: string } {
  if (!userAgent) return {};
  return {
    browser: browsers.find(([pattern]) => pattern.test(userAgent))?.[1],
    system: systems.find(([pattern]) => pattern.test(userAgent))?.[1],
  };
}
