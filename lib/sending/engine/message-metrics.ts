import { mailboxProviders, otherProvider } from "@/lib/base/addresses/mailbox-providers.shared";
import { BucketHistogram } from "@/lib/base/metrics/buckets";
import { counter, defineMetrics } from "@/lib/base/metrics/registry";
import type { OutgoingMessage, SendOptions, TransportFailure, TransportOutcome } from "@/lib/mail/transport";
import { transportKinds } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import { providerSeen } from "@/lib/sending/pacing/provider-of";

const results = ["accepted", "refused", "deferred", "unconfirmed"] as const;
const replyClasses = ["2xx", "4xx", "5xx", "none"] as const;
/** The open transports of workspaces, and the memory of tests. */
const openKinds = [...transportKinds, "memory"];
/** Seconds from the hand-over of a message to its answer. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** What became of messages to one mailbox provider: numbers in memory, so that a message costs a few additions. */
class Counts {
  handedOver = 0;
  readonly outcomes = new Float64Array(results.length * replyClasses.length);
}

const metrics = defineMetrics("messages", () => {
  const counts: ReadonlyMap<string, Counts> = new Map(
    [...mailboxProviders.map(({ id }) => id), otherProvider].map((id) => [id, new Counts()]),
  );
  counter({
    name: "homing_messages_handed_over_total",
    help: "Messages whose content began to leave, by mailbox provider.",
    labelNames: ["mailbox_provider"],
    collect() {
      this.reset();
      for (const [provider, { handedOver }] of counts)
        if (handedOver > 0) this.inc({ mailbox_provider: provider }, handedOver);
    },
  });
  counter({
    name: "homing_message_outcomes_total",
    help: "What became of messages at hand-over, by mailbox provider, result and class of the reply.",
    labelNames: ["mailbox_provider", "result", "reply"],
    collect() {
      this.reset();
      for (const [provider, { outcomes }] of counts)
        for (const [index, count] of outcomes.entries()) if (count > 0) this.inc(labelsOf(provider, index), count);
    },
  });
  const seconds = new BucketHistogram({
    name: "homing_message_hand_over_seconds",
    help: "Time from the beginning of a message's hand-over to its answer, by kind of transport.",
    label: "transport",
    kinds: openKinds,
    bounds,
  });
  const failures = counter({
    name: "homing_transport_failures_total",
    help: "Times that a transport as a whole could not be used, by its kind and why.",
    labelNames: ["transport", "failure"],
  });
  return { counts, seconds, failures };
});

const labelsOf = (provider: string, index: number) => ({
  mailbox_provider: provider,
  result: results[Math.floor(index / replyClasses.length)]!,
  reply: replyClasses[index % replyClasses.length]!,
});

/** The mailbox provider of an address domain as a label: one of the known ids, or "other". */
export function providerLabelOf(domain: string): string {
  const provider = providerSeen(domain);
  return metrics.counts.has(provider) ? provider : otherProvider;
}

/** The options of a hand-over, with each message counted as it leaves and is answered. Those that never left do not count. */
export function counting(kind: string, messages: readonly OutgoingMessage[], options: SendOptions): SendOptions {
  const own = new Map<string, Counts>();
  for (const { id, envelopeTo } of messages) {
    own.set(id, metrics.counts.get(providerLabelOf(envelopeTo.slice(envelopeTo.lastIndexOf("@") + 1)))!);
  }
  return {
    ...options,
    onHandOver: (messageId) => {
      const may = options.onHandOver?.(messageId) !== false;
      const counts = own.get(messageId);
      if (may && counts) counts.handedOver += 1;
      return may;
    },
    onOutcome: (outcome) => {
      const counts = own.get(outcome.messageId);
      if (counts && outcome.result !== "unsent") {
        counts.outcomes[results.indexOf(outcome.result) * replyClasses.length + classOf(outcome.code)]! += 1;
        metrics.seconds.add(kind, secondsOf(outcome));
      }
      options.onOutcome(outcome);
    },
  };
}

/** Place of a reply in `replyClasses`. */
function classOf(code: number | null): number {
  if (code === null) return 3;
  if (code >= 500) return 2;
  if (code >= 400) return 1;
  return code >= 200 && code < 300 ? 0 : 3;
}

const secondsOf = ({ startedAt, endedAt }: TransportOutcome) =>
  Math.max(0, (endedAt.getTime() - startedAt.getTime()) / 1000);

/** Counts that a transport could not be used. */
export function countTransportFailure(transport: string, { kind }: TransportFailure): void {
  metrics.failures.inc({ transport, failure: kind });
}
