/** What became of one item: its result, or why there is none. Another one's failure is none of its own. */
export type Settled<Result> = { result: Result } | { error: unknown };

interface GroupCommitOptions<Item, Result> {
  /** Stores all of them or, when it throws, none; one answer for each, in their order. */
  store(items: readonly Item[]): Promise<readonly Settled<Result>[]>;
  /** How much an item weighs, in octets. */
  weigh?(item: Item): number;
  /** Most items of a group. */
  maxItems?: number;
  /** Most octets of a group that has more than one item. */
  maxOctets?: number;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * What comes while a transaction runs is stored by the next one together (group commit), a line at a time each: a lone item waits for
 * nobody, and of hundreds at once each costs a small part of a transaction. A group that fails is stored item by item, so that one
 * that cannot be stored takes nobody along; `store` has to bear the same item twice where nobody knows whether the first time was committed.
 */
export class GroupCommit<Item, Result> {
  readonly #options: Required<GroupCommitOptions<Item, Result>>;
  readonly #lines = new Map<string, Waiting<Item, Result>[]>();

  constructor(options: GroupCommitOptions<Item, Result>) {
    this.#options = { weigh: () => 0, maxItems: 200, maxOctets: 4_000_000, ...options };
  }

  /** Resolves once it is stored. Rejects with what refused it. */
  add(line: string, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const waiting = { item, resolve, reject };
      const queue = this.#lines.get(line);
      if (queue) queue.push(waiting);
      else {
        this.#lines.set(line, [waiting]);
        void this.#drain(line);
      }
    });
  }

  async #drain(line: string): Promise<void> {
    // What has arrived by now goes along.
    await new Promise(setImmediate);
    const queue = this.#lines.get(line) ?? [];
    while (queue.length > 0) await this.#storeGroup(queue.splice(0, this.#sizeOfGroup(queue)));
    this.#lines.delete(line);
  }

  #sizeOfGroup(queue: readonly Waiting<Item, Result>[]): number {
    const { weigh, maxItems, maxOctets } = this.#options;
    let octets = 0;
    const end = queue.findIndex(({ item }, index) => {
      octets += weigh(item);
      return index > 0 && (index === maxItems || octets > maxOctets);
    });
    return end === -1 ? queue.length : end;
  }

  async #storeGroup(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const settled = await this.#options.store(group.map(({ item }) => item));
      for (const [index, { resolve, reject }] of group.entries()) {
        const one = settled[index] ?? { error: new Error("Nothing was said of an item that was stored.") };
        if ("result" in one) resolve(one.result);
        else reject(one.error);
      }
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      else for (const one of group) await this.#storeGroup([one]);
    }
  }
}
