import { peerHeader } from "@/lib/base/http/client-ip";
import { serveAuth } from "@/lib/sign-in/serve-auth";

/** A browser that keeps cookies and talks to /api/auth, from an address of its own. */
export class AuthBrowser {
  readonly cookies = new Map<string, string>();
  readonly ip: string;
  readonly userAgent: string;

  constructor(ip = "192.0.2.10", userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0") {
    this.ip = ip;
    this.userAgent = userAgent;
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async call(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("cookie", this.cookieHeader);
    headers.set("user-agent", this.userAgent);
    headers.set(peerHeader, this.ip);
    const url = new URL(path, "http://homing.test/api/auth/");
    const segments = url.pathname.replace("/api/auth/", "").split("/");
    const response = await serveAuth(new Request(url, { ...init, headers }), segments);
    this.keep(response);
    return response;
  }

  /** A POST of a form with the token that next-auth asks for, as its own client sends it. */
  async post(path: string, values: Record<string, string>): Promise<Response> {
    const { csrfToken } = (await (await this.call("csrf")).json()) as { csrfToken: string };
    const body = new URLSearchParams({ json: "true", csrfToken, ...values }).toString();
    return this.call(path, { method: "POST", body, headers: { "content-type": "application/x-www-form-urlencoded" } });
  }

  /** The `error` of the page that a sign-in leads to; null when it was right. */
  async signIn(email: string, password: string): Promise<string | null> {
    const response = await this.post("callback/credentials", { email, password });
    const { url } = (await response.json()) as { url: string };
    return new URL(url).searchParams.get("error");
  }

  keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split("; ");
      const at = pair.indexOf("=");
      const gone = attributes.some((attribute) => attribute === "Max-Age=0");
      if (gone || pair.length === at + 1) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}
