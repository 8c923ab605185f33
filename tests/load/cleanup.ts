type Step = () => unknown;

/** What has to be ended or removed, whatever happens: in reverse order, each once, also at Ctrl-C. */
export class Cleanup {
  readonly #steps: Step[] = [];

  constructor() {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => void this.run().finally(() => process.exit(130)));
    }
  }

  add(step: Step): void {
    this.#steps.push(step);
  }

  async run(): Promise<void> {
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      try {
        await step();
      } catch (error) {
        console.error(`While cleaning up: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}
