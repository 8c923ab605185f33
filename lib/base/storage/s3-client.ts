import { createHash, createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { SignatureV4 } from "@smithy/signature-v4";
import { AppError } from "@/lib/base/errors";
import { readLimited } from "@/lib/base/http/read-body";
import { textIn } from "./s3-xml";

/** Who asks which storage. */
export interface S3Settings {
  /** Of a storage that is not Amazon's own; buckets are then part of the path. */
  endpoint?: string | undefined;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

export interface S3Request {
  method: "GET" | "PUT" | "POST" | "DELETE";
  /** Null asks about the bucket as a whole. */
  key: string | null;
  query?: Record<string, string>;
  body?: Buffer;
  contentType?: string;
  /** Ends the question, its tries and the reading of its answer. */
  signal?: AbortSignal;
}

/** How long a client asks. */
export interface S3Patience {
  /** Before the second try, in milliseconds; three times as long before each further one. */
  pauseMs?: number;
  /** In all. */
  tries?: number;
}

/** SHA-256 as the signer wants it: plain, or an HMAC with its secret. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    if (secret === undefined) this.#hash = createHash("sha256");
    else if (typeof secret === "string") this.#hash = createHmac("sha256", secret);
    else this.#hash = createHmac("sha256", bytesOf(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(typeof data === "string" ? data : bytesOf(data));
  }
  digest = async (): Promise<Uint8Array> => this.#hash.digest();
  reset(): void {
    throw new Error("A hash is used once.");
  }
}

const bytesOf = (data: ArrayBuffer | ArrayBufferView): Buffer =>
  ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);

/** A storage whose answer has not begun within this time is asked again; a part may take long on a slow line. */
const ANSWER_MS = 600_000;
const TRIES = 5;
/** A list of 1000 names is a quarter of that. */
const MOST_XML = 2 * 2 ** 20;
const FIRST_PAUSE_MS = 300;

/** Answers that may pass by themselves. */
const passes = (status: number) => status >= 500 || status === 429 || status === 408;

/** Asks one bucket. Requests are signed (Signature Version 4), tried again where that may help, and refused in words. */
export class S3Client {
  readonly #bucket: string;
  readonly #base: URL;
  readonly #signer: SignatureV4;
  readonly #pauseMs: number;
  readonly #tries: number;

  constructor(bucket: string, settings: S3Settings, { pauseMs = FIRST_PAUSE_MS, tries = TRIES }: S3Patience = {}) {
    const { endpoint, region, accessKeyId, secretAccessKey } = settings;
    // A bucket with a dot in its name has no certificate that fits its host name.
    const isHost = !endpoint && !bucket.includes(".");
    this.#bucket = bucket;
    this.#base = new URL(endpoint ?? `https://${isHost ? `${bucket}.` : ""}s3.${region}.amazonaws.com`);
    if (!isHost) this.#base.pathname = `${this.#base.pathname.replace(/\/$/, "")}/${bucket}`;
    const credentials = { accessKeyId, secretAccessKey };
    this.#signer = new SignatureV4({ service: "s3", region, credentials, sha256: Sha256, uriEscapePath: false });
    this.#pauseMs = pauseMs;
    this.#tries = tries;
  }

  /** The answer, of status 2xx. Throws `not_found`, or what the storage says. */
  async ask(request: S3Request): Promise<Response> {
    for (let tries = 1; ; tries++) {
      const answer = await this.#once(request).catch((error: unknown) => error as Error);
      if (answer instanceof Response && answer.ok) return answer;
      const mayPass = answer instanceof Response ? passes(answer.status) : !(answer instanceof AppError);
      if (!mayPass || tries === this.#tries || request.signal?.aborted) throw await this.#refusal(answer);
      if (answer instanceof Response) await answer.body?.cancel();
      await sleep(this.#pauseMs * 3 ** (tries - 1));
    }
  }

  /** The same for answers that are XML: a 200 may hold an error too. */
  async askText(request: S3Request): Promise<string> {
    const answer = await this.ask(request);
    const text = (await readLimited(answer.body, { limit: MOST_XML })).toString("utf8");
    const code = textIn(text, "Error", "Code");
    if (code) throw new Error(this.#words(`${code}: ${textIn(text, "Error", "Message") ?? ""}`));
    return text;
  }

  async #once({ method, key, query = {}, body, contentType, signal }: S3Request): Promise<Response> {
    const path = this.#base.pathname.replace(/\/$/, "") + (key === null ? "" : `/${encodePath(key)}`) || "/";
    const signed = await this.#signer.sign({
      method,
      protocol: this.#base.protocol,
      hostname: this.#base.hostname,
      path,
      query,
      headers: {
        host: this.#base.host,
        "x-amz-content-sha256": createHash("sha256")
          .update(body ?? "")
          .digest("hex"),
        ...(contentType && { "content-type": contentType }),
      },
      ...(body && { body }),
    });
    const { host: _, ...headers } = signed.headers;
    const search = new URLSearchParams(query).toString().replaceAll("+", "%20");
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), ANSWER_MS);
    return fetch(new URL(`${path}${search && `?${search}`}`, this.#base.origin), {
      method,
      headers,
      redirect: "manual",
      signal: signal ? AbortSignal.any([late.signal, signal]) : late.signal,
      ...(body && { body: new Uint8Array(body) }),
    }).finally(() => clearTimeout(timer));
  }

  async #refusal(answer: Response | Error): Promise<Error> {
    if (!(answer instanceof Response)) {
      const cause = answer.cause as NodeJS.ErrnoException | undefined;
      return new Error(this.#words(cause?.code ?? cause?.message ?? answer.message), { cause: answer });
    }
    const said = await readLimited(answer.body, { limit: MOST_XML }).catch(() => Buffer.alloc(0));
    const text = said.toString("utf8");
    const code = textIn(text, "Error", "Code");
    const reason = [code, textIn(text, "Error", "Message")].filter(Boolean).join(": ");
    if (code === "NoSuchKey") return new AppError("not_found", this.#words("there is no such object"));
    return new Error(this.#words(`${answer.status} ${reason}`.trim()));
  }

  #words = (what: string) => `The storage ${this.#base.host} (bucket ${this.#bucket}): ${what}.`;
}

/** RFC 3986, as Amazon wants it signed: everything but letters, digits and -._~ */
const encodePath = (key: string) =>
  key
    .split("/")
    .map((part) =>
      encodeURIComponent(part).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`),
    )
    .join("/");
