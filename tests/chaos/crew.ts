import { setTimeout as sleep } from "node:timers/promises";
import type { RecordingPeer } from "@/tests/load/recording-peer";
import type { Stack } from "@/tests/load/stack";
import { WorkerProcess } from "@/tests/load/worker-process";
import type { WireBook } from "./wire-book";

const restartAfterMs = 300;

/**
 * The workers, kept at their number as the supervisor does. Each process has a name of its own that the peer hears in
 * EHLO, so what was on the wire can be told apart by process.
 */
export class Crew {
  /** Processes that ended without being told: after a restart of the database, say. */
  endedByThemselves = 0;
  readonly #stack: Stack;
  readonly #peer: RecordingPeer;
  readonly #wire: WireBook;
  readonly #running = new Set<WorkerProcess>();
  #started = 0;
  #stopping = false;

  constructor(stack: Stack, { peer, wire }: { peer: RecordingPeer; wire: WireBook }, size: number) {
    this.#stack = stack;
    this.#peer = peer;
    this.#wire = wire;
    for (let count = 0; count < size; count++) this.#start();
  }

  #start(): WorkerProcess {
    this.#started += 1;
    const name = `worker${this.#started}.homing.example`;
    const smtpUrl = `smtp://127.0.0.1:${this.#peer.port}?ignoreTLS=true&name=${name}`;
    const worker = new WorkerProcess(this.#stack, name, { SMTP_URL: smtpUrl, DATABASE_POOL: "6" });
    this.#running.add(worker);
    void worker.exited.then(() => this.#replace(worker));
    return worker;
  }

  async #replace(worker: WorkerProcess): Promise<void> {
    if (!this.#running.delete(worker) || this.#stopping) return;
    this.endedByThemselves += 1;
    await sleep(restartAfterMs);
    if (!this.#stopping) this.#start();
  }

  async ready(): Promise<void> {
    await Promise.all([...this.#running].map((worker) => worker.ready()));
  }

  /** Kills one, most often one that has mail on the wire, and starts another. Returns its name and how many connections were busy. */
  async killOne(random: () => number): Promise<{ worker: string; busy: number }> {
    const all = [...this.#running];
    const atWork = all.filter((worker) => this.#peer.busy(worker.name).length > 0);
    const choice = atWork.length > 0 && random() < 0.8 ? atWork : all;
    const worker = choice[Math.floor(random() * choice.length)];
    if (!worker) return { worker: "none", busy: 0 };
    this.#running.delete(worker);
    const busy = this.#peer.busy(worker.name);
    this.#wire.noteKill(worker.name, busy);
    await worker.kill();
    this.#start();
    return { worker: worker.name.split(".")[0] ?? "", busy: busy.length };
  }

  /** Starts no more: what runs is ended with the stack. */
  abandon(): void {
    this.#stopping = true;
  }

  /** Lets all of them end in order. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all([...this.#running].map((worker) => worker.stop()));
  }
}
