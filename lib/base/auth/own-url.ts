import { safeNextPath } from "@/lib/client/safe-next-path";

/** Where to go afterwards: a page of ours, whatever was asked for. */
export function ownUrl(url: string, baseUrl: string): string {
  const { origin } = new URL(baseUrl);
  if (url.startsWith("/")) return origin + safeNextPath(url);
  if (!URL.canParse(url)) return origin;
  const wanted = new URL(url);
  return wanted.origin === origin ? origin + safeNextPath(wanted.pathname + wanted.search + wanted.hash) : origin;
}
