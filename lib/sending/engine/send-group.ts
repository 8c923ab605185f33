import { setImmediate as immediate } from "node:timers/promises";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import type { Ctx } from "@/lib/base/context";
import { createLog } from "@/lib/base/log";
import { MessageArena } from "@/lib/mail/mime/compiled-arena";
import type { OutgoingMessage, TransportOutcome } from "@/lib/mail/transport";
import { composeForRecipient, type MailContent } from "./compose-for-recipient";
import { failMessages } from "./fail-messages";
import { Gate } from "./gate";
import { type HandedOver, handOver, type OpenWay } from "./hand-over";
import type { HeldLease } from "./held-lease";
import type { Journal } from "./journal";
import { contentOf, type WaitingMessage } from "./load-batch";
import { type Recorded, recordOutcomes } from "./record-outcomes";
import { untilWritten } from "./until-written";

/** Groups that one process composes, has on the wire or records at once, by transport: one that answers slowly holds up no other. */
const GROUPS_AT_ONCE = 3;
/** How often a group on the wire looks whether it should still be. */
const WATCH_MS = 300;
/** Messages composed at a stretch, about a quarter of a millisecond. */
const COMPOSE_SLICE = 8;

const gates = new BoundedCache<Gate>({ max: 5000 });
const arenas: MessageArena[] = [];

/** What handing over a group under a lease needs. */
export interface LeasedWay extends OpenWay {
  held: HeldLease;
  journal: Journal;
  lane: "bulk" | "priority";
  /** Whether the messages should still leave: the campaign is being sent and the worker goes on. */
  stillWanted: () => Promise<boolean>;
}

export interface GroupWork extends LeasedWay {
  contents: ReadonlyMap<string, MailContent>;
}

export interface GroupResult extends HandedOver {
  outcomes: TransportOutcome[];
  recorded: Recorded;
  /** Time on the wire in milliseconds. */
  tookMs: number;
  /** Octets of the largest message. */
  largest: number;
}

/**
 * Composes a group whose intent is written, hands it over and records the outcomes. Every hand-over is noted in the journal
 * before and after; none happens any more once the lease may be somebody else's. Where the journal cannot be written nothing more
 * leaves, what has left is recorded, and then it throws.
 */
export async function sendGroup(ctx: Ctx, work: GroupWork, messages: readonly WaitingMessage[]): Promise<GroupResult> {
  const gate = gateOf(work.row.id);
  await gate.enter();
  const arena = arenas.pop() ?? new MessageArena();
  try {
    const composed = await composeAll(ctx, work.contents, messages, arena);
    const startedAt = performance.now();
    const { outcomes, journalFault, ...handedOver } = await handOverGroup(ctx, work, composed);
    const tookMs = Math.max(1, performance.now() - startedAt);
    const options = { transport: summaryOf(work), retry: true };
    const recorded = await untilWritten(ctx, () => recordOutcomes(ctx, outcomes, options, work.held.lease));
    if (journalFault) {
      // It holds nothing any more that the database does not.
      work.journal.close({ remove: true });
      throw journalFault;
    }
    const largest = composed.reduce((most, { raw }) => Math.max(most, raw.length), 0);
    return { outcomes, ...handedOver, recorded, tookMs, largest };
  } finally {
    arena.reset();
    arenas.push(arena);
    gate.leave();
  }
}

function gateOf(transportId: string): Gate {
  const known = gates.get(transportId);
  if (known) return known;
  const gate = new Gate(GROUPS_AT_ONCE);
  gates.set(transportId, gate);
  return gate;
}

/** What outcomes are recorded by. */
export function summaryOf({ row, transport }: OpenWay) {
  return { id: row.id, kind: transport.kind, acceptsForRecipient: transport.acceptsForRecipient };
}

/** Composes and signs; messages that cannot be written fail one by one. */
async function composeAll(
  ctx: Ctx,
  contents: ReadonlyMap<string, MailContent>,
  messages: readonly WaitingMessage[],
  arena: MessageArena,
): Promise<OutgoingMessage[]> {
  const failures: { id: string; reason: string }[] = [];
  const now = ctx.now();
  const fail = (message: WaitingMessage, error: unknown) => {
    failures.push({ id: message.messageId, reason: error instanceof Error ? error.message : String(error) });
    return null;
  };
  const compose = (message: WaitingMessage) => {
    try {
      const made = composeForRecipient(contentOf(contents, message), message, now, arena);
      return made instanceof Promise ? made.catch((error: unknown) => fail(message, error)) : made;
    } catch (error) {
      return fail(message, error);
    }
  };
  const composing: ReturnType<typeof compose>[] = [];
  for (const message of messages) {
    composing.push(compose(message));
    // Other groups are on the wire: their answers must not wait until this one is composed.
    if (composing.length % COMPOSE_SLICE === 0) await immediate();
  }
  const composed = await Promise.all(composing);
  await failMessages(ctx, failures);
  return composed.filter((message) => message !== null);
}

/** Hands composed messages over: each is noted in the journal before and after, and none leaves once the lease may be somebody else's. */
export async function handOverGroup(
  ctx: Ctx,
  work: LeasedWay,
  messages: readonly OutgoingMessage[],
): Promise<HandedOver & { outcomes: TransportOutcome[]; journalFault: unknown }> {
  const outcomes: TransportOutcome[] = [];
  const { held, journal } = work;
  let journalFault: unknown = null;
  const noted = (write: () => void): boolean => {
    try {
      write();
    } catch (error) {
      journalFault ??= error;
    }
    return journalFault === null;
  };
  const stop = new AbortController();
  const watch = setInterval(() => {
    work.stillWanted().then(
      (wanted) => wanted || stop.abort(),
      (error: unknown) => createLog({ part: "sending" }).warn("could not look after a group", { error }),
    );
  }, WATCH_MS);
  try {
    const handedOver = await handOver(ctx, work, messages, {
      onHandOver: (messageId) => {
        if (!held.isValid() || journalFault !== null) return false;
        return noted(() => journal.handOver(messageId));
      },
      onOutcome: (outcome) => {
        if (outcome.result !== "unsent") journal.outcome(outcome);
        outcomes.push(outcome);
      },
      signal: stop.signal,
      lane: work.lane,
    });
    noted(() => journal.flush());
    return { outcomes, journalFault, ...handedOver };
  } finally {
    clearInterval(watch);
  }
}
