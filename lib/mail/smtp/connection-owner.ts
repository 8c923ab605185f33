import type { TransportFailure } from "@/lib/mail/transport";
import type { Work } from "./send-job";

/** What a connection asks of the pool that it belongs to. */
export interface ConnectionOwner<Connection> {
  /** The next message for this connection, or null when none waits. */
  take(connection: Connection): Work | null;
  /** A message that was not handed over, and why the connection ended. `atFault`: it ended at this very message. */
  giveBack(work: Work, atFault: boolean, why: string): void;
  /** The first message of a connection has had its reply: the peer works. */
  proved(): void;
  /** Nothing to do for now. */
  parked(connection: Connection): void;
  /** Over. `failure` says why when it ended by itself before it had been of any use; `refusesAll` when the peer refused everybody. */
  ended(connection: Connection, failure: TransportFailure | null, refusesAll: boolean): void;
}

/** How a connection ended. */
export interface Ending {
  failure?: TransportFailure | null;
  /** The peer refused everybody, not one message. */
  refusesAll?: boolean;
  /** The message that was being opened has nothing to do with it. */
  blameless?: boolean;
}
