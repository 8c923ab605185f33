import type { OutgoingFetch } from "@/lib/base/outgoing/outgoing-fetch";

/** One address on a provider's own suppression list. */
export interface ListedAddress {
  email: string;
  /** The provider's word for why: bounce, complaint, unsubscribe … */
  reason: string;
}

/** A provider's own suppression list. What its API does not allow throws `NotAllowed`. */
export interface SuppressionList {
  /** Page by page; from `since` on where the API can say so, else all of it. */
  list(since: Date | null): AsyncIterable<ListedAddress[]>;
  /** At most `addSize` addresses at once. */
  addSize: number;
  add(emails: readonly string[]): Promise<void>;
  /** Takes one address off; one that is not on it is fine. */
  remove(email: string): Promise<void>;
}

/** The access that was typed in lacks something, or the provider refuses it. Shown to people as it is. */
export class SuppressionListError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SuppressionListError";
  }
}

export interface ApiCall {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  headers: Readonly<Record<string, string>>;
  body?: unknown;
}

const TIMEOUT_MS = 20_000;
const MAX_WAIT_MS = 10_000;
const TRIES = 3;

/**
 * Calls a provider's API and answers its JSON; null for 404 and for an empty answer. Waits as a 429 asks (10 s at most), three tries.
 * Throws `SuppressionListError` with the provider's status.
 */
export async function callApi(
  fetcher: OutgoingFetch,
  url: string,
  { method = "GET", headers, body }: ApiCall,
): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetcher(url, {
      method,
      headers: {
        accept: "application/json",
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      timeoutMs: TIMEOUT_MS,
    });
    const { status } = response;
    if ((status === 429 || status >= 500) && attempt < TRIES) {
      await response.body?.cancel();
      await pause(waitMs(response.headers.get("retry-after"), attempt));
      continue;
    }
    const text = await response.text();
    if (status === 404) return null;
    if (!response.ok) throw new SuppressionListError(`${new URL(url).host} answered ${status}${hint(status)}.`);
    return text === "" ? null : readJson(text, url);
  }
}

function readJson(text: string, url: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new SuppressionListError(`${new URL(url).host} answered something that is not JSON.`);
  }
}

function hint(status: number): string {
  if (status === 401 || status === 403) return ": the key is wrong or may not see the suppression list";
  return status === 429 ? ": too many requests" : "";
}

function waitMs(retryAfter: string | null, attempt: number): number {
  const seconds = Number(retryAfter);
  return Math.min(MAX_WAIT_MS, retryAfter && Number.isFinite(seconds) ? seconds * 1000 : 500 * 2 ** attempt);
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** The value, or `SuppressionListError` that names what is missing. */
export function needed(value: string | undefined, what: string): string {
  if (!value) throw new SuppressionListError(`${what} is missing.`);
  return value;
}

export const basicAuth = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
