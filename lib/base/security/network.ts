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
