const signals = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/**
 * Ends this process in order when it is asked to by a signal, or when its supervisor is gone without a word, so that nothing
 * stays behind on its ports. To be called first thing: what it returns takes the steps of the end as soon as there is something to
 * end; asked before, the process ends at once. Whatever hangs, it is over after `withinMs`.
 */
export function endInOrder(withinMs: number): (steps: () => Promise<void>) => void {
  let steps: (() => Promise<void>) | null = null;
  let asked = false;
  const ask = () => {
    if (asked) return;
    asked = true;
    setTimeout(() => process.exit(1), withinMs).unref();
    (steps?.() ?? Promise.resolve()).then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of signals) process.on(signal, ask);
  process.once("disconnect", ask);
  // It was gone before anybody listened.
  if (process.send && !process.connected) ask();
  return (whatToDo) => {
    steps = whatToDo;
  };
}
