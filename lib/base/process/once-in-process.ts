const holder = globalThis as unknown as { homingOnce?: Record<string, unknown> };

/** What is made at the first call under this name. The web host and Next's own bundle each have a copy of every module, and share this. */
export function onceInProcess<T>(name: string, make: () => T): T {
  holder.homingOnce ??= Object.create(null) as Record<string, unknown>;
  holder.homingOnce[name] ??= make();
  return holder.homingOnce[name] as T;
}
