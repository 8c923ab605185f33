import { msg, t } from "@/lib/language/t";
import { askToStepUp } from "./step-up";

/** An answer of our API that says no: `code` is one of the codes of lib/base/errors, `fields` names what was wrong where. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly fields: Readonly<Record<string, string>>;

  constructor(code: string, message: string, status: number, fields: Record<string, string> = {}) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>;

export interface RequestOptions {
  query?: Query;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

const offlineMessage = msg("The server could not be reached. Check your connection and try again.");

function withQuery(path: string, query: Query | undefined): string {
  if (!query) return path;
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === "") continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  const text = search.toString();
  if (!text) return path;
  return `${path}${path.includes("?") ? "&" : "?"}${text}`;
}

/** Files and forms travel as they are; everything else as JSON. */
function bodyOf(body: unknown): { body?: BodyInit; headers: Record<string, string> } {
  if (body === undefined) return { headers: {} };
  if (body instanceof FormData || body instanceof Blob || body instanceof URLSearchParams) return { body, headers: {} };
  return { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
}

async function errorOf(response: Response): Promise<ApiError> {
  const answer: unknown = await response.json().catch(() => null);
  const error = isErrorAnswer(answer) ? answer.error : null;
  if (error) return new ApiError(error.code, error.message, response.status, error.fields);
  return new ApiError(
    "internal",
    t("The server answered {status}. Try again in a moment.", { status: String(response.status) }),
    response.status,
  );
}

function isErrorAnswer(
  answer: unknown,
): answer is { error: { code: string; message: string; fields?: Record<string, string> } } {
  if (typeof answer !== "object" || answer === null || !("error" in answer)) return false;
  const { error } = answer;
  return typeof error === "object" && error !== null && "code" in error && "message" in error;
}

async function send(method: string, path: string, body: unknown, options: RequestOptions): Promise<Response> {
  const sent = bodyOf(body);
  return fetch(withQuery(path, options.query), {
    method,
    body: sent.body,
    headers: { accept: "application/json", ...sent.headers, ...options.headers },
    signal: options.signal,
    credentials: "same-origin",
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError("offline", t(offlineMessage), 0);
  });
}

/** Whether the refusal is gone the next time: the person confirmed who they are, or a session was renewed meanwhile. */
async function worthRepeating(error: ApiError): Promise<boolean> {
  if (error.code === "step_up_required") return askToStepUp();
  return error.code === "unauthenticated";
}

/**
 * One request to our own API. Gives the parsed JSON, or undefined for an empty answer. What needs a fresh sign-in asks for it
 * and then goes on by itself.
 * Throws `ApiError`; `code` is "offline" when no answer came at all. An abort is thrown on as it is.
 */
export async function request<T>(
  method: string,
  path: string,
  body?: unknown,
  options: RequestOptions = {},
): Promise<T> {
  let response = await send(method, path, body, options);
  if (!response.ok) {
    const error = await errorOf(response);
    if (!(await worthRepeating(error))) throw error;
    response = await send(method, path, body, options);
    if (!response.ok) throw await errorOf(response);
  }
  const text = response.status === 204 ? "" : await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** The five verbs, each path prefixed with `base`. */
export function apiUnder(base: string) {
  return {
    get: <T>(path: string, options?: RequestOptions) => request<T>("GET", base + path, undefined, options),
    post: <T>(path: string, body?: unknown, options?: RequestOptions) => request<T>("POST", base + path, body, options),
    put: <T>(path: string, body?: unknown, options?: RequestOptions) => request<T>("PUT", base + path, body, options),
    patch: <T>(path: string, body?: unknown, options?: RequestOptions) =>
      request<T>("PATCH", base + path, body, options),
    delete: <T>(path: string, body?: unknown, options?: RequestOptions) =>
      request<T>("DELETE", base + path, body, options),
  };
}

export type Api = ReturnType<typeof apiUnder>;

/** Our API by full path: `api.post("/api/app/account/password", …)`. In a workspace use `useWorkspaceApi()`. */
export const api: Api = apiUnder("");

/** The words for whatever was thrown. */
export function errorMessage(error: unknown): string {
  if (error instanceof Error && error.message) return error.message;
  return t("Something went wrong. Try again in a moment.");
}

/** The words per field of an `ApiError`; empty for anything else. */
export function fieldErrors(error: unknown): Readonly<Record<string, string>> {
  return error instanceof ApiError ? error.fields : {};
}
