import { outgoingFetch } from "@/lib/base/outgoing/outgoing-fetch";

const TIMEOUT_MS = 4000;
const MAX_BYTES = 100_000;

/** The text behind an https address. Only for addresses that were held against a fixed pattern before; follows no redirect. */
export async function fetchText(url: string): Promise<string> {
  const response = await outgoingFetch(url, { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES });
  if (!response.ok) throw new Error(`${new URL(url).host} answered ${response.status}.`);
  return response.text();
}
