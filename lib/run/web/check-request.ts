export interface RequestRefusal {
  status: number;
  text: string;
  headers?: Record<string, string>;
}

/** Longer than any address of ours, filters and tokens included. */
const MAX_URL = 16_000;
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** Everywhere else are pages and files. */
const HANDLERS = /^\/(api|t|u|v1)\//;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const CONTROL = /[\u0000-\u001f\u007f]/;

/** Why a request is turned away by its first line alone, before anybody parses more of it; null when it is fine. */
export function checkRequest(method: string, url: string, dev = false): RequestRefusal | null {
  if (url.length > MAX_URL) return { status: 414, text: "The address is too long." };
  if (!METHODS.includes(method)) return notAllowed(METHODS);
  const [path = "", query = ""] = url.split(/\?(.*)/s, 2);
  if (!path.startsWith("/") || /^\/[/\\]/.test(path)) return malformed;
  const decoded = decode(path);
  if (decoded === null || CONTROL.test(decoded) || /%00/i.test(query)) return malformed;
  // Pictures are served as they are: scaling them cost seconds of CPU and a gigabyte, for anybody.
  if (path.startsWith("/_next/image")) return { status: 404, text: "There is no such page." };
  const reads = method === "GET" || method === "HEAD";
  const ofDev = dev && /^\/_(_nextjs|next\/)/.test(path);
  return reads || HANDLERS.test(path) || ofDev ? null : notAllowed(["GET", "HEAD"]);
}

const malformed: RequestRefusal = { status: 400, text: "The address is malformed." };

function notAllowed(methods: readonly string[]): RequestRefusal {
  return { status: 405, text: "This method is not for this address.", headers: { allow: methods.join(", ") } };
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
