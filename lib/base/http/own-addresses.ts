import { env } from "@/lib/base/env";
import { forbidden } from "@/lib/base/errors";
import { t } from "@/lib/language/t";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);
const loopbackNames = ["localhost", "127.0.0.1", "[::1]"];
const isLoopback = (hostname: string) => loopbackNames.includes(hostname) || hostname.endsWith(".localhost");

/** Where people reach this installation, as the settings say. */
export interface OwnAddresses {
  /** Of APP_URL and ALLOWED_ORIGINS; of the deployment where Vercel names it. */
  origins: readonly string[];
  /** True when APP_URL is on this machine: then its other names are as good. */
  local: boolean;
}

const vercelNames = ["VERCEL_URL", "VERCEL_BRANCH_URL", "VERCEL_PROJECT_PRODUCTION_URL"];

/** The installation's own addresses, from its settings. */
export function ownAddresses(): OwnAddresses {
  const app = new URL(env.APP_URL);
  const vercel = process.env.VERCEL === "1" ? vercelNames.flatMap((name) => process.env[name] ?? []) : [];
  return {
    origins: [app.origin, ...env.ALLOWED_ORIGINS, ...vercel.map((host) => `https://${host}`)],
    local: isLoopback(app.hostname),
  };
}

/**
 * Whether a Host header names this installation. A page of somebody else's whose name was made to lead to this machine (DNS
 * rebinding) sends its own. A proxy in front that passes no name on names the loopback interface, which no such page can.
 */
export function isOwnHost(host: string | null, { origins }: OwnAddresses): boolean {
  if (!host || /[\s/@\\?#]/.test(host) || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  if (isLoopback(hostname)) return true;
  return origins.some((origin) => {
    const own = new URL(origin);
    return own.host === new URL(`${own.protocol}//${host}`).host;
  });
}

function isOwnOrigin(origin: string, { origins, local }: OwnAddresses): boolean {
  if (origins.includes(origin)) return true;
  if (!local || !URL.canParse(origin)) return false;
  const { hostname, port, protocol } = new URL(origin);
  return protocol === "http:" && isLoopback(hostname) && origins.some((own) => new URL(own).port === port);
}

type Asked = { method: string; headers: Pick<Headers, "get"> };

/**
 * Refuses what did not come to one of our addresses, and writes that another site made a browser send (CSRF): browsers name the
 * origin of every such request. Throws `forbidden` that says which setting is meant.
 */
export function requireOwnAddress(request: Asked, own: OwnAddresses = ownAddresses()): void {
  const host = request.headers.get("host");
  if (host !== null && !isOwnHost(host, own)) throw forbidden(wrongHost(host));
  if (safe.has(request.method)) return;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const foreign = site !== null && site !== "same-origin" && site !== "none";
  if (foreign || (origin !== null && !isOwnOrigin(origin, own)))
    throw forbidden(t("This request came from another site."));
}

/** In words for the operator who opened the product by a name that it does not know. */
export function wrongHost(host: string): string {
  const shown = host.slice(0, 100);
  return `"${shown}" is not an address of this installation. Open it at its APP_URL, or add the address to ALLOWED_ORIGINS.`;
}
