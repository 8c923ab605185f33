import { setTimeout as sleep } from "node:timers/promises";
import type { RecordingPeer } from "@/tests/load/recording-peer";
import type { Stack } from "@/tests/load/stack";
import { WorkerProcess } from "@/tests/load/worker-process";

const restartAfterMs = 300;

/**
 * The workers, kept at their number as the supervisor does. Each process has a name of its own that the peer hears in
 * EHLO, so what was in flight can be told apart by process.
 */
export class Crew {
  /** Processes that ended without being told: after a restart of the database, say. */
  endedByThemselves = 0;
  /** Messages in flight on the connections of processes that were killed or ended by themselves. */
  inFlightAtEnds = 0;
  readonly #stack: Stack;
  readonly #peer: RecordingPeer;
  readonly #running = new Set<WorkerProcess>();
  readonly #vanished = new Map<string, number>();
  #started = 0;
  #stopping = false;

  constructor(stack: Stack, peer: RecordingPeer, size: number) {
    this.#stack = stack;
    this.#peer = peer;
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
    this.inFlightAtEnds += this.#vanished.get(worker.name) ?? 0;
    if (!this.#stopping) this.#start();
  }

  /** The peer lost a connection to a client that did not say goodbye. */
  noteVanished(client: string, inFlight: boolean): void {
    if (inFlight) this.#vanished.set(client, (this.#vanished.get(client) ?? 0) + 1);
  }

  async ready(): Promise<void> {
    await Promise.all([...this.#running].map((worker) => worker.ready()));
  }

  /** Kills one, most often one that has mail on the wire, and starts another. Returns its name and what it had in flight. */
  async killOne(random: () => number): Promise<{ worker: string; inFlight: number }> {
    const all = [...this.#running];
    const busy = all.filter((worker) => this.#peer.inFlight(worker.name) > 0);
    const choice = busy.length > 0 && random() < 0.8 ? busy : all;
    const worker = choice[Math.floor(random() * choice.length)];
    if (!worker) return { worker: "none", inFlight: 0 };
    this.#running.delete(worker);
    const inFlight = this.#peer.inFlight(worker.name);
    this.inFlightAtEnds += inFlight;
    await worker.kill();
    this.#start();
    return { worker: worker.name.split(".")[0] ?? "", inFlight };
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
