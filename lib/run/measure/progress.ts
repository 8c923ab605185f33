const width = 30;
const everyMs = 100;
const everyMsInLog = 5000;

/** A progress bar on stderr; where stderr is no terminal, a line every few seconds. */
export class Progress {
  readonly #out = process.stderr;
  #shownAt = 0;
  #label = "";
  #drawn = false;

  /** Shows how far a step is. Without numbers only its name. Cheap enough to be called often. */
  show(label: string, done?: number, total?: number): void {
    const begins = label !== this.#label;
    const pauseMs = this.#out.isTTY ? everyMs : everyMsInLog;
    if (!begins && Date.now() - this.#shownAt < pauseMs && done !== total) return;
    if (begins && this.#drawn) this.clear();
    this.#label = label;
    this.#shownAt = Date.now();
    this.#write(done === undefined || !total ? label : `${bar(done / total)} ${label} ${done} of ${total}`);
  }

  /** A line that stays. */
  say(line: string): void {
    if (this.#drawn) this.clear();
    this.#out.write(`${line}\n`);
  }

  /** Takes the bar away. */
  clear(): void {
    if (this.#out.isTTY) this.#out.write("\r\x1b[2K");
    this.#drawn = false;
  }

  #write(text: string): void {
    if (this.#out.isTTY) this.#out.write(`\r\x1b[2K${text.slice(0, (this.#out.columns || 80) - 1)}`);
    else this.#out.write(`${text}\n`);
    this.#drawn = this.#out.isTTY;
  }
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * width);
  return `${"█".repeat(full)}${"░".repeat(width - full)} ${String(Math.round(share * 100)).padStart(3)} %`;
}
