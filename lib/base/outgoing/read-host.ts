import { isIP } from "node:net";
import { domainToASCII } from "node:url";

export type Host = { kind: "name"; name: string } | { kind: "address"; address: string };

const NAME = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** Names that by their standards never lead to another machine of the internet (RFC 6761, 6762, 7686, 8375, 9476). */
const LOCAL = /(^|\.)(localhost|local|internal|intranet|lan|corp|home|onion|alt|invalid|home\.arpa)$/;

/**
 * What somebody typed as a host: a full name in ASCII, in lower case and without the final dot, or an address in its usual form. Null for
 * everything else: short names, sockets in the file system, zones, and numbers that the resolver would take for an address (`2130706433`,
 * `0x7f.1`, `0177.0.0.1`).
 */
export function readHost(text: string): Host | null {
  const bare = text.trim().replace(/^\[(.*)\]$/, "$1");
  if (isIP(bare)) return bare.includes("%") ? null : { kind: "address", address: bare };
  if (/[\s/\\%:@?#]/.test(bare)) return null;
  const name = domainToASCII(bare.replace(/\.$/, "")).toLowerCase();
  return NAME.test(name) && !LOCAL.test(name) ? { kind: "name", name } : null;
}
