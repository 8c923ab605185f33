import ipaddr from "ipaddr.js";

/** Somebody's place in the network: the line they come from, and the neighbourhood that one attacker easily has whole. */
export interface Network {
  /** IPv4 address, or /64 of IPv6: what one customer gets. */
  line: string;
  /** /24 or /48. */
  area: string;
}

/** The network of an address; all that is no address shares one. An IPv4-mapped address is the IPv4 address that it is. */
export function networkOf(ip: string | undefined): Network {
  const bare = ip?.replace(/%.*$/, "") ?? "";
  if (!ipaddr.isValid(bare)) return { line: "unknown", area: "unknown" };
  const address = ipaddr.process(bare);
  const bytes = address.toByteArray();
  const prefix = (length: number) => `${Buffer.from(bytes.slice(0, length)).toString("hex")}/${length * 8}`;
  return address.kind() === "ipv4" ? { line: prefix(4), area: prefix(3) } : { line: prefix(8), area: prefix(6) };
}

/** The neighbourhood of an address as people write it, "203.0.113.0/24" or "2001:db8::/48"; null for what is no address. Shortening twice is fine. */
export function shortIp(ip: string): string | null {
  const bare = ip.replace(/[%/].*$/, "");
  if (!ipaddr.isValid(bare)) return null;
  const address = ipaddr.process(bare);
  const length = address.kind() === "ipv4" ? 24 : 48;
  const bytes = address.toByteArray().map((byte, index) => (index < length / 8 ? byte : 0));
  return `${ipaddr.fromByteArray(bytes).toString()}/${length}`;
}
