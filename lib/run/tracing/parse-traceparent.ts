/** W3C Trace Context §3.2: version, trace id, parent id, flags; a version to come may say more behind them. */
const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(?:-|$)/;

/** What a header `traceparent` says; null when it is none. `traceFlags` has the bit for a trace that is kept (1) and no other. */
export function parseTraceparent(header: string): { traceId: string; spanId: string; traceFlags: 0 | 1 } | null {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(header) ?? [];
  if (!traceId || !spanId || !flags) return null;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1 ? 1 : 0 };
}
