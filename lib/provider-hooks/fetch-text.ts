const TIMEOUT_MS = 4000;
const MAX_CHARACTERS = 100_000;

/** The text behind an https address. Only for addresses that were held against a fixed pattern before; follows no redirect. */
export async function fetchText(url: string): Promise<string> {
  const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${new URL(url).host} answered ${response.status}.`);
  const text = await response.text();
  if (text.length > MAX_CHARACTERS) throw new Error(`${new URL(url).host} answered too much.`);
  return text;
}
