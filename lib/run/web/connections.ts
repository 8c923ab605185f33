import type { Socket } from "node:net";
import ipaddr from "ipaddr.js";

export interface ConnectionLimits {
  /** Open at once, whoever they are from. */
  total: number;
  /** Open at once from one address. */
  perAddress: number;
  /** Requests being answered at once for one client. */
  requestsPerClient: number;
  /** Peers that speak for many clients. This machine is not counted either: there it may be a proxy that nobody told us of. */
  isProxy: (peer: string) => boolean;
}

/**
 * Counts connections and requests. When there are too many, the one that has been idle for longest has to go, so that whoever opens
 * connections and leaves them lying about keeps nobody else out.
 */
export class Connections {
  #limits: ConnectionLimits;
  #byAddress = new Map<string, Set<Socket>>();
  /** Without a request, longest idle first. */
  #idle = new Set<Socket>();
  #open = 0;
  #requests = new Map<string, number>();

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
  }

  get open(): number {
    return this.#open;
  }

  /** Takes a new connection; ends it, or an idle one, when there are too many. */
  add(socket: Socket): void {
    const address = socket.remoteAddress ?? "";
    const key = addressKey(address);
    const siblings = this.#byAddress.get(key) ?? new Set<Socket>();
    if (!this.#isShared(address) && siblings.size >= this.#limits.perAddress && !this.#endOneOf(siblings)) {
      return void socket.destroy();
    }
    if (this.#open >= this.#limits.total && !this.#endOneOf(this.#idle)) return void socket.destroy();
    this.#open += 1;
    this.#byAddress.set(key, siblings.add(socket));
    this.#idle.add(socket);
    socket.once("close", () => {
      this.#open -= 1;
      this.#idle.delete(socket);
      siblings.delete(socket);
      if (siblings.size === 0 && this.#byAddress.get(key) === siblings) this.#byAddress.delete(key);
    });
  }

  /** A request of a client begins on a connection; false when the client has too many already. */
  begin(socket: Socket, client: string): boolean {
    this.#idle.delete(socket);
    if (isThisMachine(client)) return true;
    const key = addressKey(client);
    const count = this.#requests.get(key) ?? 0;
    if (count >= this.#limits.requestsPerClient) return false;
    this.#requests.set(key, count + 1);
    return true;
  }

  /** It has been answered, or broke off. `counted`: what `begin` said. */
  end(socket: Socket, client: string, counted: boolean): void {
    if (!socket.destroyed) this.#idle.add(socket);
    if (!counted || isThisMachine(client)) return;
    const key = addressKey(client);
    const left = (this.#requests.get(key) ?? 1) - 1;
    if (left > 0) this.#requests.set(key, left);
    else this.#requests.delete(key);
  }

  #isShared(address: string): boolean {
    return isThisMachine(address) || this.#limits.isProxy(address);
  }

  #endOneOf(sockets: Set<Socket>): boolean {
    for (const socket of sockets) {
      if (!this.#idle.has(socket) || socket.destroyed) continue;
      this.#idle.delete(socket);
      sockets.delete(socket);
      socket.destroy();
      return true;
    }
    return false;
  }
}

function isThisMachine(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "loopback";
}

/** One household: an IPv4 address, or the /64 that a provider gives an IPv6 customer. */
export function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === "ipv4" ? parsed.toString() : parsed.toNormalizedString().split(":").slice(0, 4).join(":");
}
