// What a command does for the process that it has started: only Node's own modules here.

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
const lookEveryMs = 500;

/** npm, when it runs us; a shell that was left by whoever started us in the background is no reason to end. */
const npm = process.env.npm_lifecycle_event ? process.ppid : null;

/**
 * Waits until a child has ended. Meanwhile it gets the signals that we get, and SIGTERM when the npm that runs us is gone. `terminal`:
 * the child stands in our process group, so that Ctrl-C reaches it by itself, and twice would mean haste to it.
 * Resolves with its exit status (128 and more when a signal ended it) and the signal that we were asked to end by, or null.
 */
export function untilEnded(child, { terminal = false } = {}) {
  let asked = null;
  const ask = (signal) => {
    asked = signal;
    if (!(terminal && signal === "SIGINT" && process.stdin.isTTY)) child.kill(signal);
  };
  const watch = setInterval(() => {
    if (npm !== null && asked === null && process.ppid !== npm) ask("SIGTERM");
  }, lookEveryMs);
  for (const signal of signals) process.on(signal, ask);
  return new Promise((resolve) => {
    const end = (status) => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, ask);
      resolve({ status, asked });
    };
    child.once("error", (error) => {
      console.error(error.message);
      end(127);
    });
    child.once("exit", (code) => end(code ?? 128));
  });
}
