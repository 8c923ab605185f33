import type { Resend } from "resend";
import { readLimited } from "@/lib/base/http/read-body";
import { type NoAnswer, readNoAnswer } from "./http-failure";

/** How long to wait for an answer, in milliseconds. */
const ANSWER_MS = 60_000;
/** Of an answer: a page of a list has some ten thousand. */
const MOST_ANSWER_BYTES = 4_000_000;

/** An answer of Resend's API, or why there was none. */
export type ResendAnswer<T> =
  | { data: T; error: null; headers: Record<string, string> }
  | { data: null; error: ResendError; headers: Record<string, string> }
  | { data: null; error: NoAnswer; headers: null };

export interface ResendError {
  name: string;
  message: string;
  /** HTTP status. */
  status: number;
}

export interface ResendEmail {
  from: string;
  to: string;
  replyTo?: string;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
  tags: { name: string; value: string }[];
}

export interface BatchAnswer {
  /** One for each accepted message, in the order of the request. */
  data: { id: string }[];
  /** Messages that were not taken, by index. */
  errors?: { index: number; message: string }[];
}

/**
 * The official client with its own way to ask: the original turns a refused connection and a lost answer into the same
 * error, and whether a message may be sent again hangs on the difference. Loaded by processes that send through Resend only.
 */
export async function openResendSdk(apiKey: string, baseUrl?: string): Promise<Resend> {
  const { Resend: OfficialResend } = await import("resend");
  class AskingResend extends OfficialResend {
    override async fetchRequest<T>(path: string, options: RequestInit = {}) {
      const answer = await ask<T>(`${this.baseUrl}${path}`, options);
      return answer as unknown as Awaited<ReturnType<typeof OfficialResend.prototype.fetchRequest<T>>>;
    }
  }
  return new AskingResend(apiKey, baseUrl === undefined ? {} : { baseUrl });
}

export class ResendClient {
  #sdk: Promise<Resend> | null = null;
  readonly #open: () => Promise<Resend>;

  constructor({ apiKey, baseUrl }: { apiKey: string; baseUrl?: string | undefined }) {
    this.#open = () => openResendSdk(apiKey, baseUrl);
  }

  #load(): Promise<Resend> {
    this.#sdk ??= this.#open();
    return this.#sdk;
  }

  /** `POST /emails`. The same key with the same content gives the same answer for 24 hours. */
  async sendOne(email: ResendEmail, idempotencyKey: string): Promise<ResendAnswer<{ id: string }>> {
    return (await (await this.#load()).emails.send(email, { idempotencyKey })) as unknown as ResendAnswer<{
      id: string;
    }>;
  }

  /** `POST /emails/batch`, up to 100; a message that is not taken does not keep back the others. */
  async sendBatch(emails: ResendEmail[], idempotencyKey: string): Promise<ResendAnswer<BatchAnswer>> {
    const options = { idempotencyKey, batchValidation: "permissive" } as const;
    return (await (await this.#load()).batch.send(emails, options)) as unknown as ResendAnswer<BatchAnswer>;
  }
}

async function ask<T>(url: string, options: RequestInit): Promise<ResendAnswer<T>> {
  try {
    const response = await fetch(url, { ...options, signal: AbortSignal.timeout(ANSWER_MS) });
    const headers = Object.fromEntries(response.headers.entries());
    const text = (await readLimited(response.body, { limit: MOST_ANSWER_BYTES })).toString("utf8");
    if (response.ok) return { data: JSON.parse(text) as T, error: null, headers };
    return { data: null, error: readError(text, response.status), headers };
  } catch (error) {
    // Also an accepted request whose answer breaks off or is no JSON: what became of it is not known.
    return { data: null, error: readNoAnswer(error), headers: null };
  }
}

function readError(text: string, status: number): ResendError {
  const fallback = {
    name: status >= 500 ? "internal_server_error" : "unknown_error",
    message: `HTTP ${status}`,
    status,
  };
  try {
    const { name, message } = JSON.parse(text) as { name?: unknown; message?: unknown };
    return {
      name: typeof name === "string" ? name : fallback.name,
      message: typeof message === "string" ? message : fallback.message,
      status,
    };
  } catch {
    return fallback;
  }
}
