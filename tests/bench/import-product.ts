import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { PART_BYTES } from "@/lib/base/http/part-bytes.shared";
import type { ApiProduct } from "./api-product";

/** What the API says of an import. */
export interface ImportState {
  id: string;
  status: string;
  rows_done: number;
  created: number;
  updated: number;
  refused: number;
  stalled_seconds: number | null;
  error: string | null;
  list_ids: string[];
}

/** Calls the API as a program would. Throws what it answers else than well. */
export async function call<T>({ tree, key }: ApiProduct, method: string, path: string, body?: unknown): Promise<T> {
  const octets = body instanceof Uint8Array;
  const response = await fetch(`http://127.0.0.1:${tree.port}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { "content-type": octets ? "application/octet-stream" : "application/json" }),
    },
    ...(body !== undefined && { body: octets ? (body as BodyInit) : JSON.stringify(body) }),
  });
  const text = await response.text();
  if (response.status >= 300) throw new Error(`${method} ${path}: the product answered ${response.status}: ${text}`);
  return (text ? JSON.parse(text) : null) as T;
}

/** Uploads a file in parts, one after the other, and starts its import. Answers its id, and the octets of the file. */
export async function sendFile(
  product: ApiProduct,
  pieces: Iterable<string>,
  bytes: number,
  onSent: (bytes: number) => void,
): Promise<{ id: string; start(options: Record<string, unknown>): Promise<ImportState> }> {
  const { id } = await call<ImportState>(product, "POST", "/imports/uploads", { file_name: "shop.csv", bytes });
  let parts = 0;
  let sent = 0;
  for (const part of inParts(pieces)) {
    await call(product, "PUT", `/imports/${id}/parts/${parts++}`, part);
    sent += part.length;
    onSent(sent);
  }
  const consent = { consent_method: "purchase", consent_source: "Bought in the shop, and ticked the box for news." };
  const start = (options: Record<string, unknown>) =>
    call<ImportState>(product, "PUT", `/imports/${id}/start`, { parts, options: { ...consent, ...options } });
  return { id, start };
}

const partBytes = Math.min(PART_BYTES, 1_000_000);

function* inParts(pieces: Iterable<string>): Generator<Buffer> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for (const piece of pieces) {
    const own = Buffer.from(piece);
    waiting.push(own);
    bytes += own.length;
    if (bytes < partBytes) continue;
    const all = Buffer.concat(waiting);
    let at = 0;
    for (; all.length - at >= partBytes; at += partBytes) yield all.subarray(at, at + partBytes);
    waiting = [all.subarray(at)];
    bytes = all.length - at;
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}

/** Asks for the state every while until it is as wanted; throws when the import failed. */
export async function untilImport(
  product: ApiProduct,
  id: string,
  is: (state: ImportState) => boolean,
  everyMs = 250,
): Promise<ImportState> {
  for (;;) {
    const state = await call<ImportState>(product, "GET", `/imports/${id}`);
    if (is(state)) return state;
    if (state.status === "failed" || state.status === "cancelled") throw new Error(`The import ended: ${state.error}`);
    await sleep(everyMs);
  }
}

/** Watches what processes have in use (resident set), in megabytes. */
export class MemoryWatch {
  readonly #peaks = new Map<number, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(pids: readonly number[]) {
    this.#timer = setInterval(() => {
      for (const pid of pids) this.#peaks.set(pid, Math.max(this.#peaks.get(pid) ?? 0, memoryMb(pid) ?? 0));
    }, 100);
  }

  peakMb(pid: number): number | null {
    return this.#peaks.get(pid) ?? null;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** Null where the system does not say. */
export function memoryMb(pid: number): number | null {
  try {
    const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return line ? Number(line[1]) / 1024 : null;
  } catch {
    return null;
  }
}
