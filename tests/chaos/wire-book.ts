import type { PeerConnection } from "@/tests/load/recording-peer";

/** How a message came to lose its answer: its process was killed or hung up, or the peer broke the connection. */
export type Loss = "kill" | "hang-up" | "break";

/**
 * What was on the wire when processes were killed and connections ended, as the peer saw it. Nothing else may ever be
 * `unconfirmed`, and of each connection one message at most (see `PeerConnection.onWire`).
 */
export class WireBook {
  /** Recipients of the messages that may have been on the wire. */
  readonly recipients = new Set<string>();
  /** Connections with such a message. */
  readonly connections: Record<Loss, number> = { kill: 0, "hang-up": 0, break: 0 };
  readonly #killed = new Set<string>();

  /** To be called right before the signal leaves. */
  noteKill(client: string, connections: readonly PeerConnection[]): void {
    this.#killed.add(client);
    for (const connection of connections) this.#add("kill", connection);
  }

  /** The client is gone without a goodbye. What a killed one had on the wire has been noted before. */
  noteHangUp(connection: PeerConnection): void {
    if (!this.#killed.has(connection.client)) this.#add("hang-up", connection);
  }

  /** The peer is about to break the connection. */
  noteBreak(connection: PeerConnection): void {
    this.#add("break", connection);
  }

  /** The most messages that may be `unconfirmed`. */
  get most(): number {
    return this.connections.kill + this.connections["hang-up"] + this.connections.break;
  }

  #add(loss: Loss, { onWire }: Pick<PeerConnection, "onWire">): void {
    if (onWire.length === 0) return;
    this.connections[loss] += 1;
    for (const recipient of onWire) this.recipients.add(recipient);
  }
}
