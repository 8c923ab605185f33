import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import type { Transport } from "@/lib/base/db/generated/client";
import type { MailTransport } from "@/lib/mail/transport";
import { openTransport } from "@/lib/mail/transports/open-transport";
import { configOf } from "./transport-config";

/** Gives a mail transport for a stored row. Tests pass one of their own. */
export type OpenTransport = (transport: Transport) => MailTransport;

interface Opened {
  /** What it was opened with: a change of it makes a new one. */
  settings: string;
  transport: MailTransport;
}

/**
 * Open transports are kept per process: all batches of a worker share one pool of connections. Those with settings of
 * their own by row; those that follow the installation's are shared by all workspaces.
 */
const opened = new BoundedCache<Opened>({ max: 5000 });

/** The open transport of a row, shared by the whole process. Throws a RangeError in words when a setting is missing. */
export const openWorkspaceTransport: OpenTransport = (row) => {
  const settings = `${row.kind}|${row.connections}|${row.configSealed ?? ""}`;
  const key = row.configSealed === null ? settings : row.id;
  const known = opened.get(key);
  if (known?.settings === settings) return known.transport;
  // One with older settings may still be sending: it is left to its senders, and its idle connections end by themselves.
  const transport = openTransport(configOf(row));
  opened.set(key, { settings, transport });
  return transport;
};

/** Closes all connections; for shutdown. */
export async function closeTransports(): Promise<void> {
  const all = opened.values();
  opened.clear();
  await Promise.all(all.map(({ transport }) => transport.close()));
}
