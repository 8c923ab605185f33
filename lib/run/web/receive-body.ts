import type { IncomingMessage } from "node:http";
import { BodyClock, type BodyPace, LARGE_BODY, SMALL_BODY } from "./body-clock";
import type { BodyWatch, IncomingRequest } from "./incoming-request";

/** Bodies up to here are gathered before anybody else sees the request, so that a slow one holds nothing but its few bytes. */
const GATHERED_BYTES = 65_536;
/** Above its ceiling a body goes on for a moment, so that the reader itself finds it too large and says so in its own words. */
const SLACK_BYTES = 1_000_000;
const LOOK_EVERY_MS = 500;

export type BodyEnd = "ready" | "too-large" | "too-slow" | "gone";

/** How quickly bodies have to come; tests shorten it. */
export interface BodyPaces {
  small: BodyPace;
  large: BodyPace;
}
export const bodyPaces: BodyPaces = { small: SMALL_BODY, large: LARGE_BODY };

/**
 * Resolves when the request may be answered: at once when it has no body or a large one, which then goes on being watched as it is read
 * (and is cut when it is too large or too slow); otherwise when all of the body is there.
 */
export function receiveBody(request: IncomingRequest, ceiling: number, paces: BodyPaces = bodyPaces): Promise<BodyEnd> {
  if (!hasBody(request)) return Promise.resolve("ready");
  if (Number(request.headers["content-length"] ?? 0) > ceiling) {
    request.watch = new Dropped();
    return Promise.resolve("too-large");
  }
  const gathers = ceiling <= GATHERED_BYTES;
  return new Promise((resolve) => {
    const watch = new Watched(request, gathers ? paces.small : paces.large, {
      gathers,
      most: gathers ? ceiling : ceiling + SLACK_BYTES,
      onEnd: (end) => {
        if (!gathers && end !== "ready") request.destroy();
        resolve(end);
      },
    });
    request.watch = watch;
    if (!gathers) resolve("ready");
  });
}

/** What the headers say (RFC 9112 §6.3). */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/** Nothing of the rest is kept. */
class Dropped implements BodyWatch {
  readonly gathers = true;
  onPiece = () => false;
  onEnd() {}
  onFull() {}
  onWanted() {}
}

interface Watching {
  gathers: boolean;
  most: number;
  onEnd: (end: BodyEnd) => void;
}

class Watched implements BodyWatch {
  readonly gathers: boolean;
  #most: number;
  #onEnd: ((end: BodyEnd) => void) | null;
  #clock: BodyClock;
  #bytes = 0;
  #timer: NodeJS.Timeout;

  constructor(request: IncomingRequest, pace: BodyPace, { gathers, most, onEnd }: Watching) {
    this.gathers = gathers;
    this.#most = most;
    this.#onEnd = onEnd;
    this.#clock = new BodyClock(pace, performance.now());
    this.#timer = setInterval(() => {
      if (this.#clock.isLate(performance.now())) this.#finish("too-slow");
    }, LOOK_EVERY_MS);
    this.#timer.unref();
    request.once("close", () => this.#finish("gone"));
  }

  onPiece(bytes: number): boolean {
    if (!this.#onEnd) return false;
    this.#bytes += bytes;
    this.#clock.piece(bytes, performance.now());
    if (this.#bytes <= this.#most) return true;
    this.#finish("too-large");
    return false;
  }

  onEnd(): void {
    this.#finish("ready");
  }

  onFull(): void {
    if (!this.gathers) this.#clock.full(performance.now());
  }

  onWanted(): void {
    this.#clock.wanted(performance.now());
  }

  #finish(end: BodyEnd): void {
    clearInterval(this.#timer);
    const tell = this.#onEnd;
    this.#onEnd = null;
    tell?.(end);
  }
}
