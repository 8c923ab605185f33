import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { env } from "@/lib/env";

const privateRanges = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8], // this network
  ["10.0.0.0", 8],
  ["100.64.0.0", 10], // carrier-grade NAT
  ["127.0.0.0", 8],
  ["169.254.0.0", 16], // link-local, cloud metadata
  ["172.16.0.0", 12],
  ["192.0.0.0", 24], // protocol assignments
  ["192.0.2.0", 24], // documentation
  ["192.168.0.0", 16],
  ["198.18.0.0", 15], // benchmarks
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4], // multicast
  ["240.0.0.0", 4], // reserved, broadcast
] as const) {
  privateRanges.addSubnet(network, prefix, "ipv4");
}
for (const [network, prefix] of [
  ["::", 96], // unspecified, loopback, IPv4-compatible
  ["64:ff9b::", 96], // NAT64: leads to an IPv4 address of any kind
  ["64:ff9b:1::", 48],
  ["100::", 64], // discard
  ["2001::", 32], // Teredo
  ["2001:db8::", 32], // documentation
  ["2002::", 16], // 6to4
  ["fc00::", 7], // unique local
  ["fe80::", 10], // link-local
  ["fec0::", 10], // site-local
  ["ff00::", 8], // multicast
] as const) {
  privateRanges.addSubnet(network, prefix, "ipv6");
}

/** True for addresses that do not lead to the public internet (IANA special-purpose registries), and for what is no address. */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, "");
  const family = isIP(bare);
  if (family === 4) return privateRanges.check(bare, "ipv4");
  // An IPv4-mapped address (::ffff:10.0.0.1) is judged as the IPv4 address that it is.
  if (family === 6) return privateRanges.check(bare, "ipv6");
  return true;
}

/** Addresses of a host name. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

const resolveHost: ResolveHost = async (host) => {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map(({ address }) => address);
};

/**
 * Whether this process may connect to a host that somebody typed. Hosts in private networks are refused, or a tenant could
 * reach the machines beside this one; the operator may allow them (ALLOW_PRIVATE_SMTP) and is not asked for the hosts of
 * the installation's own settings. `unknown`: the name leads to no address, now.
 */
export async function judgeHost(
  host: string,
  resolve: ResolveHost = resolveHost,
): Promise<"allowed" | "private" | "unknown"> {
  if (env.ALLOW_PRIVATE_SMTP) return "allowed";
  const bare = host.replace(/^\[|\]$/g, "");
  const addresses = isIP(bare) ? [bare] : await resolve(bare).catch(() => []);
  if (addresses.length === 0) return "unknown";
  return addresses.some(isPrivateAddress) ? "private" : "allowed";
}

/** The words for a refused host. */
export function privateHostWords(host: string): string {
  return `${host} is in a private network. Only the operator can allow that (ALLOW_PRIVATE_SMTP).`;
}
