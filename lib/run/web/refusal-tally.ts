import type { Log } from "@/lib/base/log";

const EVERY_MS = 60_000;
const MAX_CLIENTS = 1_000;
const SHOWN_CLIENTS = 5;

/** Answers that say that something was tried which no page, mail program or provider does, by status. */
const TELLING = new Set([400, 405, 408, 413, 414, 421, 429, 431]);

/**
 * Counts what the web host refuses before anybody knows who is asking: wrong hosts, methods and addresses, bodies that are too large or
 * slow, too many at once, and links whose MAC is wrong. One line a minute at most, so that a flood does not fill the log.
 */
export class RefusalTally {
  #log: Pick<Log, "warn">;
  #everyMs: number;
  #counts = new Map<string, number>();
  #clients = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;

  constructor(log: Pick<Log, "warn">, everyMs = EVERY_MS) {
    this.#log = log;
    this.#everyMs = everyMs;
  }

  /** One answer, with the path it was asked for. */
  note(status: number, path: string, client: string): void {
    const link = status === 404 && /^\/[tu]\//.test(path);
    if (!link && !TELLING.has(status)) return;
    add(this.#counts, link ? "wrong link" : String(status));
    if (this.#clients.has(client) || this.#clients.size < MAX_CLIENTS) add(this.#clients, client);
    if (this.#timer) return;
    this.#timer = setTimeout(() => this.flush(), this.#everyMs);
    this.#timer.unref();
  }

  /** Writes what was counted. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#counts.size === 0) return;
    const busiest = [...this.#clients].sort(([, a], [, b]) => b - a).slice(0, SHOWN_CLIENTS);
    this.#log.warn("requests refused", {
      answers: Object.fromEntries(this.#counts),
      clients: this.#clients.size,
      busiest: busiest.map(([client, count]) => ({ client: client.slice(0, 100), count })),
    });
    this.#counts.clear();
    this.#clients.clear();
  }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
