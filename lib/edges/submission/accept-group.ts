import { setTimeout as sleep } from "node:timers/promises";
import { inPgTransaction } from "@/lib/base/db/pg-transaction";
import { refusedFor, refusedValue } from "@/lib/base/db/sql-state";
import { createLog, type Log } from "@/lib/base/log";
import { GroupCommit, type Settled } from "@/lib/base/process/group-commit";
import { takeEmails, weightOf } from "@/lib/emails/accept-emails";
import type { ReadyEmail } from "@/lib/emails/write-emails";
import { sayEmailsDue } from "@/lib/sending/emails/queue";
import { refusals } from "./refusal";

interface AcceptOptions {
  /** Writes a group of one workspace, all or nothing. */
  store?: (workspaceId: string, emails: readonly ReadyEmail[]) => Promise<unknown>;
  /** Waits between the tries of a group while the database does not answer. */
  retryDelaysMs?: readonly number[];
  log?: Pick<Log, "error">;
}

interface Item {
  workspaceId: string;
  email: ReadyEmail;
}

/** Of one group: its transaction is short, and the statement has room for it. */
const most = { items: 250, octets: 4_000_000 };

/** Writes mails of many sessions together; each waits for the commit that it is in, and for no other. */
export class AcceptBuffer {
  readonly #group: GroupCommit<Item, void>;
  readonly #options: Required<AcceptOptions>;
  readonly #adding = new Set<Promise<void>>();

  constructor(options: AcceptOptions = {}) {
    const log = createLog({ part: "submission" });
    this.#options = { store: storeEmails, retryDelaysMs: [50, 200, 1_000, 3_000], log, ...options };
    this.#group = new GroupCommit({
      store: (items) => this.#store(items),
      weigh: ({ email }) => weightOf(email),
      ...{ maxItems: most.items, maxOctets: most.octets },
    });
  }

  /** Resolves once the mail is committed. Throws a Refusal (451) when it could not be. */
  async add(workspaceId: string, email: ReadyEmail): Promise<void> {
    const adding = this.#group.add(workspaceId, { workspaceId, email });
    this.#adding.add(adding);
    try {
      await adding;
    } catch {
      throw refusals.notKept();
    } finally {
      this.#adding.delete(adding);
    }
  }

  /** Waits until what was added is written or given up. */
  async flush(): Promise<void> {
    await Promise.allSettled(this.#adding);
  }

  /** Throws what the database has against one of them, so that each is tried alone. */
  async #store(items: readonly Item[]): Promise<Settled<void>[]> {
    const [first] = items;
    if (!first) return [];
    const { store, retryDelaysMs, log } = this.#options;
    const { workspaceId } = first;
    for (let attempt = 0; ; attempt += 1) {
      try {
        await store(
          workspaceId,
          items.map(({ email }) => email),
        );
        sayEmailsDue(workspaceId);
        return items.map(() => ({ result: undefined }));
      } catch (error) {
        log.error("mails could not be kept", { workspaceId, count: items.length, attempt, error });
        // That it is there already is said of one whose commit was under way still when it was tried again.
        if (refusedValue(error) && !(attempt > 0 && refusedFor(error, "uniqueViolation"))) throw error;
        const delayMs = retryDelaysMs[attempt];
        if (delayMs === undefined) return items.map(() => ({ error }));
        await sleep(delayMs);
      }
    }
  }
}

/**
 * Writes them. Their ids are made before, so that a group whose commit was not answered can be written again: those that are there already
 * stay as they are.
 */
export function storeEmails(workspaceId: string, emails: readonly ReadyEmail[]): Promise<void> {
  return inPgTransaction(
    workspaceId,
    async (tx) => {
      await takeEmails(tx, emails, new Date(), true);
    },
    { byKey: true },
  );
}
