import { Agent, request } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";

interface Answer {
  status: number;
  text: string;
}

/** People who follow links and look at pages through the proxy, without a pause. */
export class Visitors {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8, rejectUnauthorized: false });
  readonly #port: number;
  readonly #waiting: string[] = [];
  readonly #loops: Promise<void>[] = [];
  #ending = false;
  clicked = 0;
  asked = 0;
  readonly failures: string[] = [];

  /** `port`: of a proxy with TLS for homing.example.com. */
  constructor(port: number) {
    this.#port = port;
  }

  /** `page`: the path of a page; each time one of its scripts is asked for too. */
  begin(page: string): void {
    this.#loops.push(this.#look(page), ...[1, 2, 3].map(() => this.#click()));
  }

  /** Follows the link of this path once. */
  follow(path: string): void {
    this.#waiting.push(path);
  }

  /** Resolves when everything that waits has been followed. */
  async end(): Promise<void> {
    this.#ending = true;
    await Promise.all(this.#loops);
    this.#agent.destroy();
  }

  async #click(): Promise<void> {
    while (!this.#ending || this.#waiting.length > 0) {
      const path = this.#waiting.shift();
      if (!path) await sleep(20);
      else if ((await this.#get(path, 302)) !== null) this.clicked += 1;
    }
  }

  async #look(page: string): Promise<void> {
    while (!this.#ending) {
      const text = await this.#get(page, 200);
      const scripts = [...(text ?? "").matchAll(/\/_next\/static\/[^"\\\s]+\.js/g)].map(([path]) => path);
      const script = scripts[this.asked % Math.max(1, scripts.length)];
      if (script) await this.#get(script, 200);
      else this.failures.push(`${page} names no script`);
      await sleep(20);
    }
  }

  /** The text of an answer with this status; null, and a failure, of any other. */
  async #get(path: string, status: number): Promise<string | null> {
    this.asked += 1;
    const answer = await this.#ask(path).catch((error: Error) => ({ status: 0, text: error.message }));
    if (answer.status === status) return answer.text;
    this.failures.push(`${answer.status} ${path.slice(0, 60)}: ${answer.text.slice(0, 100)}`);
    return null;
  }

  #ask(path: string): Promise<Answer> {
    const headers = {
      host: "homing.example.com",
      "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0",
    };
    return new Promise((resolve, reject) => {
      const asked = request({ port: this.#port, host: "127.0.0.1", path, agent: this.#agent, headers }, (answer) => {
        let text = "";
        answer.on("data", (chunk: Buffer) => {
          text += chunk.toString();
        });
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
        answer.on("error", reject);
      });
      asked.on("error", reject);
      asked.setTimeout(30_000, () => asked.destroy(new Error("no answer in 30 seconds")));
      asked.end();
    });
  }
}
