import { AppError } from "@/lib/base/errors";
import { PUBLIC_BODY_LIMIT } from "@/lib/base/http/body-ceilings";
import { readLimited } from "@/lib/base/http/read-body";
import type { PublicPage } from "@/lib/recipients/pages/layout";
import { messagePage } from "@/lib/recipients/pages/pages";
import { choosePageLanguage } from "@/lib/recipients/pages/strings";

/** A request to a public path, as any HTTP host can give it. */
export interface PublicRequest {
  method: string;
  /** Path without query, as received. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  ip: string | null;
  /** Null when there is none, when it broke off, and when it was too large. */
  body: Buffer | null;
  /** It had more than `PUBLIC_BODY_LIMIT` bytes: hosts stop reading there. */
  bodyTooLarge?: boolean;
}

export interface PublicResponse {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** Reads the body of a request to a public path, up to its limit. `packing` is its Content-Encoding. */
export async function readPublicBody(
  body: AsyncIterable<Uint8Array> | null,
  packing: string | null | undefined,
): Promise<Pick<PublicRequest, "body" | "bodyTooLarge">> {
  try {
    return { body: body && (await readLimited(body, { limit: PUBLIC_BODY_LIMIT, packing })) };
  } catch (error) {
    return { body: null, bodyTooLarge: error instanceof AppError && error.code === "too_large" };
  }
}

/** A page as an answer. */
export function pageResponse(status: number, page: PublicPage): PublicResponse {
  return { status, headers: page.headers, body: page.body };
}

/** An answer that only says why nothing happened, in the reader's language. */
export function messageResponse(
  status: number,
  request: PublicRequest,
  about: Parameters<typeof messagePage>[1],
): PublicResponse {
  return pageResponse(status, messagePage(requestLanguage(request), about));
}

/** The language the browser asks for, among those we speak. */
export function requestLanguage(request: PublicRequest) {
  return choosePageLanguage({ acceptLanguage: request.headers["accept-language"] });
}

/** More than any form of ours sends. Node reads a form of a hundred thousand fields in the square of their number. */
const MOST_FORM_BYTES = 32_768;

/** Fields of an urlencoded or multipart body; null when it is neither or broken. RFC 8058 §3.2 allows both. */
export async function readForm(request: PublicRequest): Promise<URLSearchParams | null> {
  const contentType = request.headers["content-type"] ?? "";
  if ((request.body?.length ?? 0) > MOST_FORM_BYTES) return null;
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) {
    return new URLSearchParams(request.body?.toString("utf8") ?? "");
  }
  if (!/^multipart\/form-data\b/i.test(contentType) || !request.body) return null;
  try {
    const body = new Uint8Array(request.body);
    const form = await new Response(body, { headers: { "content-type": contentType } }).formData();
    return new URLSearchParams(
      [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
    );
  } catch {
    return null;
  }
}
