import { AuthBrowser } from "@/tests/support/auth-browser";
import type { FunctionHost } from "./function-host";

const formType = "application/x-www-form-urlencoded";

/** A browser with cookies in front of a host of functions. */
export class FunctionBrowser {
  readonly #jar = new AuthBrowser();

  constructor(
    readonly host: FunctionHost,
    readonly origin: string,
  ) {}

  /** One request; a path of ours, or a whole address. */
  async fetch(
    path: string,
    init: { method?: string; headers?: Record<string, string>; body?: string | Uint8Array } = {},
  ) {
    const headers = {
      cookie: this.#jar.cookieHeader,
      "user-agent": this.#jar.userAgent,
      "x-forwarded-for": this.#jar.ip,
      ...init.headers,
    };
    const response = await this.host.call(new URL(path, this.origin).href, { ...init, headers });
    this.#jar.keep(response);
    return response;
  }

  /** JSON in and out; fails with what was answered when that is no success. */
  async json<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> {
    const headers = { "content-type": "application/json" };
    const response = await this.fetch(path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text} ${this.host.log.slice(-2000)}`);
    return (text === "" ? {} : JSON.parse(text)) as T;
  }

  async signIn(email: string, password: string): Promise<void> {
    const { csrfToken } = await this.json<{ csrfToken: string }>("GET", "/api/auth/csrf");
    const body = new URLSearchParams({ json: "true", csrfToken, email, password }).toString();
    const headers = { "content-type": formType };
    const response = await this.fetch("/api/auth/callback/credentials", { method: "POST", headers, body });
    const { url } = (await response.json()) as { url: string };
    const refused = new URL(url).searchParams.get("error");
    if (refused) throw new Error(`Signing in was refused: ${refused}`);
  }

  /** Posts a form, as a page or a mail program does. */
  form(path: string, values: Record<string, string>): Promise<Response> {
    const headers = { "content-type": formType };
    return this.fetch(path, { method: "POST", headers, body: new URLSearchParams(values).toString() });
  }
}
