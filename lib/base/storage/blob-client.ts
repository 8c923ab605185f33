import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { AppError } from "@/lib/base/errors";
import { readLimited } from "@/lib/base/http/read-body";
import { PATIENCE_MS } from "./object-store";

/** Vercel's, as its own package @vercel/blob 2.8 asks it. */
const API_URL = "https://vercel.com/api/blob";
const API_VERSION = "12";
const TRIES = 3;
const FIRST_PAUSE_MS = 300;
const MOST_JSON = 64 * 1024;
const YEAR_SECONDS = 31_536_000;

/** Whether whoever has an object's address reads it; each store is of one kind. */
export type BlobAccess = "private" | "public";

export interface BlobSettings {
  /** BLOB_READ_WRITE_TOKEN. */
  token: string;
  /** Where the API is; another one is only given by tests. */
  apiUrl?: string | undefined;
}

const Put = z.object({ url: z.url({ protocol: /^https?$/ }) });
const Refusal = z.object({ error: z.object({ code: z.string(), message: z.string().optional() }) });

/** The store that a token is for: `vercel_blob_rw_STORE_SECRET`. */
export const storeOfToken = (token: string): string => token.split("_")[3] ?? "";

const passes = (status: number) => status >= 500 || status === 429;

/** Asks one store of Vercel Blob. What may pass is tried again; refusals are in words. */
export class BlobClient {
  readonly #token: string;
  readonly #apiUrl: string;
  readonly #pauseMs: number;

  constructor({ token, apiUrl = API_URL }: BlobSettings, pauseMs = FIRST_PAUSE_MS) {
    this.#token = token;
    this.#apiUrl = apiUrl.replace(/\/+$/, "");
    this.#pauseMs = pauseMs;
  }

  /** Writes an object, over one that is there already. Answers its address. */
  async put(key: string, content: Buffer, { contentType, access }: { contentType: string; access: BlobAccess }) {
    const answer = await this.#ask(`${this.#apiUrl}/?${new URLSearchParams({ pathname: key })}`, {
      method: "PUT",
      headers: {
        "x-vercel-blob-access": access,
        "x-content-type": contentType,
        "x-add-random-suffix": "0",
        "x-allow-overwrite": "1",
        "x-cache-control-max-age": String(YEAR_SECONDS),
      },
      body: new Uint8Array(content),
    });
    const said = Put.safeParse(await jsonOf(answer)).data;
    if (!said) throw new Error(this.#words("its answer names no address"));
    return said.url;
  }

  /** Reads the object at an address that `put` answered, or that stands beside it. Throws `not_found`, and `too_large`. */
  async get(url: string, maxBytes: number): Promise<Buffer> {
    const answer = await this.#ask(url, { method: "GET" });
    return readLimited(answer.body, { limit: maxBytes });
  }

  /** Removes an object; fine where there is none. */
  async remove(url: string): Promise<void> {
    const body = JSON.stringify({ urls: [url] });
    const headers = { "content-type": "application/json" };
    const answer = await this.#ask(`${this.#apiUrl}/delete`, { method: "POST", headers, body });
    await answer.body?.cancel();
  }

  async #ask(url: string, init: { method: string; headers?: Record<string, string>; body?: BodyInit }) {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const own = {
      authorization: `Bearer ${this.#token}`,
      "x-api-version": API_VERSION,
      "x-vercel-blob-store-id": storeOfToken(this.#token),
    };
    for (let tries = 1; ; tries++) {
      const headers = { ...own, "x-api-blob-request-attempt": String(tries - 1), ...init.headers };
      const answer = await fetch(url, { ...init, headers, redirect: "manual", signal }).catch(
        (error: unknown) => error as Error,
      );
      if (answer instanceof Response && answer.ok) return answer;
      const mayPass = !(answer instanceof Response) || passes(answer.status);
      if (!mayPass || tries === TRIES || signal.aborted) throw await this.#refusal(answer);
      if (answer instanceof Response) await answer.body?.cancel();
      await sleep(this.#pauseMs * 3 ** (tries - 1));
    }
  }

  async #refusal(answer: Response | Error): Promise<Error> {
    if (!(answer instanceof Response)) {
      const cause = answer.cause as NodeJS.ErrnoException | undefined;
      return new Error(this.#words(cause?.code ?? cause?.message ?? answer.message), { cause: answer });
    }
    const { status } = answer;
    const said = Refusal.safeParse(await jsonOf(answer)).data?.error;
    if (status === 404 && said?.code !== "store_not_found")
      return new AppError("not_found", this.#words("there is no such object"));
    const reason = said ? [said.code, said.message?.replace(/\.$/, "")].filter(Boolean).join(": ") : "";
    return new Error(this.#words(`${status} ${reason}`.trim()));
  }

  #words = (what: string) => `Vercel Blob (store ${storeOfToken(this.#token)}): ${what}.`;
}

/** Null where the answer is no JSON, or too long to be one of the API's. */
const jsonOf = (answer: Response): Promise<unknown> =>
  readLimited(answer.body, { limit: MOST_JSON })
    .then((octets) => JSON.parse(octets.toString("utf8")) as unknown)
    .catch(() => null);
