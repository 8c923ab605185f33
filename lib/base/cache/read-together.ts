interface Running {
  current: Promise<unknown>;
  /** What came since it began. */
  next: Promise<unknown> | null;
}

const running = new Map<string, Running>();

/**
 * Reads what a hundred calls ask for at once a few times instead of a hundred. Who comes while the same thing is being read gets the read
 * after it, which begins later: each answer is as fresh as one of its own. `name` says what is read, and of whom.
 */
export function readTogether<T>(name: string, read: () => Promise<T>): Promise<T> {
  const known = running.get(name);
  if (!known) return begin(name, read);
  known.next ??= known.current.then(
    () => begin(name, read),
    () => begin(name, read),
  );
  return known.next as Promise<T>;
}

function begin<T>(name: string, read: () => Promise<T>): Promise<T> {
  const current = read();
  const state: Running = { current, next: null };
  running.set(name, state);
  const end = () => {
    if (!state.next) running.delete(name);
  };
  current.then(end, end);
  return current;
}
