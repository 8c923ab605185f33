const pauseMs = 300;

/**
 * Gathers quick changes: the first is told at once, so that nobody is told that all is saved while it is not; of those
 * that follow within 300 ms the last one. `flush` tells what still waits.
 */
export function gathered<T>(tell: (value: T) => void): { change(value: T): void; flush(): void } {
  let waiting: { value: T } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!waiting) return;
    const { value } = waiting;
    waiting = null;
    timer = setTimeout(flush, pauseMs);
    tell(value);
  };
  const change = (value: T) => {
    waiting = { value };
    if (timer === undefined) flush();
  };
  return { change, flush };
}
