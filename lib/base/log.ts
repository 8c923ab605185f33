import { AsyncLocalStorage } from "node:async_hooks";
import { currentSpan } from "@/lib/base/tracing";

interface Answering {
  requestId: string;
  /** What a request has begun and left running (a pool, a queue) is no part of it later. */
  over: boolean;
}

// On globalThis: the web host and Next's own bundle each have a copy of this module.
const holder = globalThis as unknown as { homingAnswering?: AsyncLocalStorage<Answering> };

/** Whatever `work` logs until it ends bears the id of the request that it answers. */
export async function withRequestId<T>(requestId: string, work: () => Promise<T>): Promise<T> {
  holder.homingAnswering ??= new AsyncLocalStorage();
  const answering: Answering = { requestId, over: false };
  try {
    return await holder.homingAnswering.run(answering, work);
  } finally {
    answering.over = true;
  }
}

/** Structured log: one JSON object a line, on stderr for warnings and errors. */
export interface Log {
  debug(message: string, data?: Record<string, unknown>): void;
  info(message: string, data?: Record<string, unknown>): void;
  warn(message: string, data?: Record<string, unknown>): void;
  error(message: string, data?: Record<string, unknown>): void;
}

const levels = ["debug", "info", "warn", "error"] as const;
type Level = (typeof levels)[number];

function plain(value: unknown): unknown {
  if (value instanceof Error) return { name: value.name, message: value.message, stack: value.stack };
  return value;
}

/**
 * A log whose lines all carry `bound`, and the ids of the request and of the trace that they belong to. The threshold is LOG_LEVEL, `info`
 * when unset.
 */
export function createLog(bound: Record<string, unknown> = {}): Log {
  const write = (level: Level, message: string, data: Record<string, unknown> = {}) => {
    // Asked at each line: logs are made before the settings have been read.
    if (levels.indexOf(level) < levels.indexOf((process.env.LOG_LEVEL as Level) || "info")) return;
    const answering = holder.homingAnswering?.getStore();
    const request = answering && !answering.over && { requestId: answering.requestId };
    const traceId = currentSpan()?.traceId;
    const all = { ...bound, ...request, ...(traceId && { traceId }), ...data };
    const fields = Object.fromEntries(Object.entries(all).map(([key, value]) => [key, plain(value)]));
    const line = `${JSON.stringify({ at: new Date().toISOString(), level, message, ...fields })}\n`;
    (level === "warn" || level === "error" ? process.stderr : process.stdout).write(line);
  };
  return {
    debug: (message, data) => write("debug", message, data),
    info: (message, data) => write("info", message, data),
    warn: (message, data) => write("warn", message, data),
    error: (message, data) => write("error", message, data),
  };
}
