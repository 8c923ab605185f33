import { Worker } from "node:worker_threads";
import { createLog } from "@/lib/base/log";
import { currentSpeech, type Speech } from "@/lib/language/speech";
import { offerThreads, type TaskAnswer, type Threads } from "./run-task";

const limits = { threads: 2, waiting: 40, memoryMb: 256 };
const log = createLog({ part: "threads" });

interface Waiting {
  name: string;
  input: unknown;
  /** Of whoever waits for the answer. */
  speech: Speech;
  deadlineMs: number;
  answer: (answer: TaskAnswer | "late" | "busy") => void;
}

/** A few threads, started when they are needed and kept warm. Each does one task at a time; one that is late is ended. */
export class ThreadPool implements Threads {
  private readonly idle: Worker[] = [];
  private readonly waiting: Waiting[] = [];
  private running = 0;

  constructor(
    private readonly file: URL,
    private readonly execArgv: string[],
  ) {}

  run(name: string, input: unknown, deadlineMs: number): Promise<TaskAnswer | "late" | "busy"> {
    return new Promise((answer) => {
      if (this.waiting.length >= limits.waiting) return answer("busy");
      this.waiting.push({ name, input, speech: currentSpeech(), deadlineMs, answer });
      this.next();
    });
  }

  private next(): void {
    if (this.running >= limits.threads) return;
    const task = this.waiting.shift();
    if (!task) return;
    const worker = this.idle.pop() ?? this.tryStart();
    if (worker) {
      this.running += 1;
      this.work(worker, task);
    } else {
      task.answer({ ok: false, failure: null, message: "No thread could be started." });
      this.next();
    }
  }

  /** Null where the machine has none to give: the place stays free, and whoever comes later may find one. */
  private tryStart(): Worker | null {
    try {
      return this.start();
    } catch (error) {
      log.error("a thread could not be started", { error });
      return null;
    }
  }

  private start(): Worker {
    const worker = new Worker(this.file, {
      execArgv: this.execArgv,
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, stackSizeMb: 4 },
    });
    worker.on("error", (error) => log.warn("a thread ended", { error }));
    return worker;
  }

  private work(worker: Worker, task: Waiting): void {
    worker.ref();
    const done = (answer: TaskAnswer | "late", kept: boolean) => {
      clearTimeout(timer);
      worker.removeAllListeners("message");
      worker.removeAllListeners("exit");
      this.running -= 1;
      if (kept) {
        // An idle thread does not keep the process alive.
        worker.unref();
        this.idle.push(worker);
      }
      task.answer(answer);
      this.next();
    };
    let timer = setTimeout(() => {}, 0);
    const begin = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        log.warn("a task took too long", { task: task.name });
        void worker.terminate();
        done("late", false);
      }, task.deadlineMs);
    };
    // The clock runs from the moment the thread takes the task: loading the modules of a new thread is not the content's fault.
    worker.on("message", (message: "begun" | TaskAnswer) => (message === "begun" ? begin() : done(message, true)));
    worker.once("exit", () => done({ ok: false, failure: null, message: "The thread ended." }, false));
    worker.postMessage({ name: task.name, input: task.input, speech: task.speech });
  }
}

/** Offers threads to this process: beside a bundle the built file, beside sources the source. */
export function startThreads(processFile: string): void {
  const fromSource = processFile.endsWith(".ts");
  const file = new URL(fromSource ? "../threads/main.ts" : "./thread.js", processFile);
  offerThreads(new ThreadPool(file, fromSource ? ["--import", "tsx"] : []));
}
