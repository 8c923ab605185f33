type Step = () => unknown;

/** What has to be ended or removed, whatever happens: in reverse order, each once, also at Ctrl-C. */
export class Cleanup {
  readonly #steps: Step[] = [];
  #interrupted = false;

  constructor() {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => {
        this.#interrupted = true;
        void this.#runAll().finally(() => process.exit(130));
      });
    }
  }

  add(step: Step): void {
    this.#steps.push(step);
  }

  /** Runs what was added. After a signal it never resolves: the process ends when the signal's own run is done. */
  run(): Promise<void> {
    return this.#interrupted ? new Promise(() => {}) : this.#runAll();
  }

  async #runAll(): Promise<void> {
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      try {
        await step();
      } catch (error) {
        console.error(`While cleaning up: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}
