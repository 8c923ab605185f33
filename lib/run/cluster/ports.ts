import { createServer, type Server } from "node:net";

/** A port that is ours from the moment it was chosen. */
export interface HeldPort {
  port: number;
  /** Bound already; hands its socket to the process that listens there (see children.ts). Who connects before is turned away. */
  server: Server;
}

export interface PortWish {
  /** Name of the setting, for whoever has to change it. */
  setting: string;
  host: string;
  /** Null when it was not set. */
  wanted: number | null;
  /** Where to look when it was not set: this one, or one of the next twenty. */
  usual: number;
}

const further = 20;

function bind(port: number, host: string): Promise<HeldPort> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", reject);
    server.listen(port, host, () => {
      const bound = server.address();
      resolve({ port: typeof bound === "object" && bound ? bound.port : port, server });
    });
  });
}

function inWords(error: NodeJS.ErrnoException, port: number, { setting, host }: PortWish): Error {
  if (error.code === "EADDRINUSE")
    return new Error(`Port ${port} at ${host} (${setting}) is in use. Stop what uses it, or name another port.`);
  if (error.code === "EACCES") return new Error(`Port ${port} (${setting}): this user may not listen there.`);
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
    return new Error(`${host}: this machine has no such address to listen at.`);
  return error;
}

/** Binds the port that was asked for, or throws in words; without a wish the usual one or the next that is free, and says so. */
export async function holdPort(wish: PortWish): Promise<HeldPort> {
  const { setting, host, wanted, usual } = wish;
  const last = wanted ?? usual + further;
  for (let port = wanted ?? usual; ; port++) {
    try {
      const held = await bind(port, host);
      if (wanted === null && port !== usual) console.log(`Port ${usual} is taken; using ${port} (${setting}).`);
      return held;
    } catch (error) {
      const failure = error as NodeJS.ErrnoException;
      if (port < last && failure.code === "EADDRINUSE") continue;
      throw inWords(failure, port, wish);
    }
  }
}

/** Any port that nobody listens on at this moment, for a program that cannot be handed a socket. */
export async function freePort(host = "127.0.0.1"): Promise<number> {
  const { port, server } = await bind(0, host);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
