import { systemCtx } from "@/lib/base/context";
import { whileAtWork } from "@/lib/base/jobs/at-work";
import { noteFailure, notingFailure } from "@/lib/base/jobs/repeated-failures";
import { createLog } from "@/lib/base/log";
import { claimEmails } from "./claim-emails";
import { DueEmails, freeLeftEmails } from "./due-emails";
import type { SendEmailsOptions } from "./email-run";
import { workOnEmails } from "./send-emails";

const log = createLog({ part: "emails" });

/** Batches that one process works on at once. */
const PLACES = 8;
/** One workspace never has more of them, so that the next one always finds a place. */
const PLACES_A_WORKSPACE = 4;
const LOOK_MS = 500;
const SWEEP_MS = 10_000;
/** What a failure of the loop itself is noted as. */
const LOOK = { job: "sending.email-lane", subject: null, workspaceId: "" };

/**
 * The lane of single mails in a worker, beside the sending loop of campaigns and with places of its own: a mail that somebody waits for
 * never stands behind a campaign, however large.
 */
export class EmailLane {
  readonly #due = new DueEmails();
  readonly #running = new Map<Promise<void>, string>();
  readonly #options: SendEmailsOptions;
  #stopped = false;
  #loop: Promise<void> | null = null;
  #wakeUp: (() => void) | null = null;
  #poked = false;
  #sweptAt = Number.NEGATIVE_INFINITY;
  #failing = false;
  #begun = 0;

  constructor(options: SendEmailsOptions = {}) {
    this.#options = options;
  }

  start(): void {
    this.#loop = this.#run();
  }

  /** Mails are due in this workspace, or in any. */
  wake(workspaceId?: string): void {
    this.#due.wake(workspaceId);
    this.#poke();
  }

  /** Hands out nothing more and waits for what is on the wire. `stopSending` comes first. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#poke();
    await this.#loop;
    await Promise.all(this.#running.keys());
  }

  /** Works until nothing is due any more or the time is over; for hosts with bounded runs. Answers how many batches it had in hand. */
  async drain(endBy: Date): Promise<number> {
    while (Date.now() < endBy.getTime() && !this.#stopped) {
      const found = await this.#fill(endBy);
      if (this.#running.size === 0 && !found) break;
      await Promise.race([...this.#running.keys(), this.#rest()]);
    }
    await Promise.all(this.#running.keys());
    return this.#begun;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      await this.#look();
      await this.#rest();
    }
  }

  async #look(): Promise<void> {
    const work = async () => {
      await this.#sweep();
      await this.#fill();
    };
    try {
      await (this.#failing ? notingFailure(LOOK, work) : work());
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) await noteFailure(LOOK, error).catch(() => {});
      this.#failing = true;
      log.warn("could not look for single mails, trying again", { error });
    }
  }

  async #sweep(): Promise<void> {
    if (performance.now() - this.#sweptAt < SWEEP_MS) return;
    if ((await freeLeftEmails()) > 0) this.#due.wake();
    this.#sweptAt = performance.now();
  }

  /** Fills the free places, workspaces taking turns; true when anything was claimed. */
  async #fill(endBy?: Date): Promise<boolean> {
    let due = await this.#due.find();
    let claimed = false;
    while (due.length > 0 && !this.#stopped) {
      const more: string[] = [];
      for (const workspaceId of due) {
        if (this.#running.size >= PLACES) return claimed;
        if (this.#placesOf(workspaceId) >= PLACES_A_WORKSPACE) continue;
        if (await this.#claim(workspaceId, endBy)) more.push(workspaceId);
      }
      claimed ||= more.length > 0;
      due = more;
    }
    return claimed;
  }

  #placesOf(workspaceId: string): number {
    return [...this.#running.values()].filter((each) => each === workspaceId).length;
  }

  async #claim(workspaceId: string, endBy?: Date): Promise<boolean> {
    const ctx = { ...systemCtx(workspaceId, "sending.send-emails"), ...(endBy && { endBy }) };
    const lease = await claimEmails(ctx);
    if (!lease) return false;
    const attempt = { job: "sending.send-emails", subject: workspaceId, workspaceId };
    const done = notingFailure(attempt, () => whileAtWork(attempt.job, () => workOnEmails(ctx, lease, this.#options)))
      .catch((error: unknown) => log.error("single mails failed", { batchId: lease.batchId, error }))
      .finally(() => {
        this.#running.delete(done);
        this.wake(workspaceId);
      });
    this.#running.set(done, workspaceId);
    this.#begun += 1;
    return true;
  }

  #poke(): void {
    this.#poked = true;
    this.#wakeUp?.();
  }

  #rest(): Promise<void> {
    if (this.#poked) {
      this.#poked = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wakeUp?.(), LOOK_MS);
      this.#wakeUp = () => {
        clearTimeout(timer);
        this.#wakeUp = null;
        this.#poked = false;
        resolve();
      };
    });
  }
}
