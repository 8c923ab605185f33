import type { LookupFunction } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createLog } from "@/lib/base/log";
import { readHost } from "./read-host";
import { type Purpose, surroundings } from "./surroundings";

/** A server that a workspace names. */
export interface Destination {
  host: string;
  port: number;
  purpose: Purpose;
}

/** The way to a destination: looked up once and judged. Connections go to these addresses and to no other. */
export interface OutgoingRoute {
  /** Name for TLS; null when an address was typed. */
  servername: string | null;
  /** For net, tls and http: answers the judged addresses and asks nobody. */
  lookup: LookupFunction;
}

/**
 * A server was not reached. The words are the same whatever the reason: whether a private host or port exists is nobody's business.
 * The reason is for the operator's log.
 */
export class Unreachable extends Error {
  override name = "Unreachable";
  readonly reason: string;

  constructor({ host, port }: Pick<Destination, "host" | "port">, reason: string) {
    super(
      `No connection to ${host.slice(0, 253)}:${port}. Check the name and the port, and that the server can be reached from the internet.`,
    );
    this.reason = reason;
  }
}

const log = createLog({ part: "outgoing" });

/**
 * Resolves a destination once and judges every address that comes: with one inside, none is used. Throws `Unreachable`. With
 * ALLOW_PRIVATE_SMTP every address is taken.
 */
export async function findRoute(destination: Destination): Promise<OutgoingRoute> {
  const { host, port, purpose } = destination;
  if (surroundings.allowsAll()) return routeTo(host, await resolved(destination, host));
  if (!surroundings.ports(purpose).includes(port)) throw new Unreachable(destination, "the port is not allowed");
  const read = readHost(host);
  if (!read) throw new Unreachable(destination, "no host name of the internet");
  const addresses = read.kind === "address" ? [read.address] : await resolved(destination, read.name);
  const inside = addresses.find((address) => surroundings.isInside(address));
  if (inside) throw new Unreachable(destination, `it leads to ${inside}, inside`);
  return routeTo(read.kind === "name" ? read.name : null, addresses);
}

async function resolved(destination: Destination, name: string): Promise<readonly string[]> {
  const asked = surroundings.resolve(name.replace(/^\[|\]$/g, ""));
  const found = await Promise.race([asked, sleep(surroundings.reachMs, null, { ref: false })]).catch(
    (error: unknown) => {
      throw new Unreachable(destination, error instanceof Error ? error.message : String(error));
    },
  );
  if (!found?.length) throw new Unreachable(destination, found ? "the name has no address" : "no name server answered");
  return found;
}

function routeTo(servername: string | null, addresses: readonly string[]): OutgoingRoute {
  const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  const [first = { address: "", family: 4 }] = found;
  const lookup: LookupFunction = (_name, { all }, callback) => {
    if (all) (callback as (error: null, all: { address: string; family: number }[]) => void)(null, found);
    else callback(null, first.address, first.family);
  };
  return { servername, lookup };
}

/**
 * Does what reaches a server, and lets every failure to reach it take the same time: refused at once, silent and forbidden look alike.
 * The reason goes to the operator's log.
 */
export async function evenly<T>(destination: Destination, reach: () => Promise<T>): Promise<T> {
  if (surroundings.allowsAll()) return reach();
  const startedAt = performance.now();
  try {
    return await reach();
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    const { host, port, purpose } = destination;
    log.info("a workspace's server was not reached", { host, port, purpose, reason: error.reason });
    await sleep(Math.max(0, surroundings.reachMs - (performance.now() - startedAt)));
    throw error;
  }
}
