import type { IncomingMessage, ServerResponse } from "node:http";
import { linger } from "./linger";

const LOOK_EVERY_MS = 5_000;
/** A client that takes an answer more slowly than this holds its memory for nothing. */
const MIN_RATE = 2_000;
const GRACE_MS = 30_000;

/** Ends the connection of a client that does not take its answer, and of one that goes on with a body nobody wants any more. */
export function watchAnswer(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  let endedAt: number | null = null;
  let size = 0;
  const timer = setInterval(() => {
    if (!response.writableEnded) return;
    if (endedAt === null) {
      endedAt = performance.now();
      size = response.writableLength + socket.writableLength;
    }
    if (performance.now() - endedAt > GRACE_MS + (size / MIN_RATE) * 1000) socket.destroy();
  }, LOOK_EVERY_MS);
  timer.unref();
  response.once("close", () => clearInterval(timer));
  response.once("finish", () => {
    if (!request.complete) linger(socket);
  });
}
