type Ask = () => Promise<boolean>;

let ask: Ask | null = null;
let running: Promise<boolean> | null = null;

/** The dialog says how to ask the person; it is on every page that can do something delicate. Gives the way to take it back. */
export function answerStepUp(handler: Ask): () => void {
  ask = handler;
  return () => {
    if (ask === handler) ask = null;
  };
}

/** Asks the person to confirm who they are; true when they did. Several calls at once share one dialog. */
export function askToStepUp(): Promise<boolean> {
  if (!ask) return Promise.resolve(false);
  running ??= ask().finally(() => {
    running = null;
  });
  return running;
}
