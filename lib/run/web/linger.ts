import type { Socket } from "node:net";

/** How long, and for how many bytes, a client that is still sending is listened to, so that the answer reaches it (RFC 9112 §9.6). */
const LINGER_MS = 1_000;
const LINGER_BYTES = 8_000_000;
const LOOK_EVERY_MS = 50;

/** Ends a connection whose answer is out, as soon as the client has gone or had its moment to read it. */
export function linger(socket: Socket): void {
  const startedAt = performance.now();
  const alreadyRead = socket.bytesRead;
  const timer = setInterval(() => {
    const enough = performance.now() - startedAt > LINGER_MS || socket.bytesRead - alreadyRead > LINGER_BYTES;
    if (!enough && !socket.destroyed) return;
    clearInterval(timer);
    socket.destroy();
  }, LOOK_EVERY_MS);
  timer.unref();
}
