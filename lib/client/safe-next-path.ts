/** A path of our own to go to after signing in; "/" for anything that could lead elsewhere. */
export function safeNextPath(next: unknown): string {
  if (typeof next !== "string" || !next.startsWith("/") || next.length > 2000) return "/";
  // Browsers read "/\" like "//" and drop tabs and line breaks, so "/<tab>/evil" would become another host.
  const base = "http://homing.invalid";
  if (!URL.canParse(next, base) || next.includes("\\")) return "/";
  const url = new URL(next, base);
  // "/.//evil" has our origin, but what is left of it without the dot is "//evil".
  return url.origin === base && !url.pathname.startsWith("//") ? url.pathname + url.search + url.hash : "/";
}
