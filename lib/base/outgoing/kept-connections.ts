import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";

/** Connections to one server that are used again. To be closed by whoever made them, soon: the name may lead elsewhere later. */
export class KeptConnections {
  readonly #plain: HttpAgent;
  readonly #secure: HttpsAgent;

  /** At most so many at once. */
  constructor(most: number) {
    const options = { keepAlive: true, maxSockets: most, maxFreeSockets: most };
    this.#plain = new HttpAgent(options);
    this.#secure = new HttpsAgent(options);
  }

  agentFor(url: string): HttpAgent {
    return url.startsWith("http:") ? this.#plain : this.#secure;
  }

  close(): void {
    this.#plain.destroy();
    this.#secure.destroy();
  }
}
