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

/** A log whose lines all carry `bound`. The threshold is LOG_LEVEL, `info` when unset. */
export function createLog(bound: Record<string, unknown> = {}): Log {
  const write = (level: Level, message: string, data: Record<string, unknown> = {}) => {
    // Asked at each line: logs are made before the settings have been read.
    if (levels.indexOf(level) < levels.indexOf((process.env.LOG_LEVEL as Level) || "info")) return;
    const fields = Object.fromEntries(Object.entries({ ...bound, ...data }).map(([key, value]) => [key, plain(value)]));
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
