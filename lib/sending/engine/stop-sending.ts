const shutdown = { requested: false };

/** Makes running batches give their lease back after the group on the wire. Call it first when the worker stops. */
export function stopSending(): void {
  shutdown.requested = true;
}

/** Whether the worker stops. */
export const isStopping = (): boolean => shutdown.requested;
