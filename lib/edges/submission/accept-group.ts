import { setTimeout as sleep } from "node:timers/promises";
import { inPgTransaction, plainArray, type SqlTx } from "@/lib/base/db/pg-transaction";
import { refusedValue } from "@/lib/base/db/sql-state";
import { createLog, type Log } from "@/lib/base/log";
import { GroupCommit, type Settled } from "@/lib/base/process/group-commit";
import { takeEmails } from "@/lib/emails/accept-emails";
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
const most = { items: 250, octets: 8 * 1024 * 1024 };
/** What a recipient weighs, in octets: at most 1,000 of them are written at a time. */
const PER_RECIPIENT = most.octets / 1_000;

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
      weigh: ({ email }) => (email.raw?.length ?? 0) + email.recipients.length * PER_RECIPIENT,
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
        if (refusedValue(error)) throw error;
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
      const known = await knownOf(tx, emails);
      const fresh = emails.filter(({ id }) => !known.has(id));
      if (fresh.length > 0) await takeEmails(tx, fresh, new Date());
    },
    { byKey: true },
  );
}

async function knownOf(tx: SqlTx, emails: readonly ReadyEmail[]): Promise<ReadonlySet<string>> {
  const rows = await tx.db.$queryRawUnsafe<{ id: string }[]>(
    "select id from email where workspace_id = $1::uuid and id = any($2::uuid[])",
    tx.workspaceId,
    plainArray(emails.map(({ id }) => id)),
  );
  return new Set(rows.map(({ id }) => id));
}
