import { seededRandom, shareOf } from "@/tests/load/random";
import type { Drop, Treatment } from "@/tests/load/recording-peer";

/** Shares of the recipients or of the tries. What happens to an address follows from the address and the seed alone. */
const shares = {
  refusedAtRecipient: 0.005,
  refusedAtContent: 0.005,
  deferredAtRecipient: 0.02,
  deferredAtContent: 0.01,
  slow: 0.005,
  dropped: 0.003,
} as const;

const drops: readonly Drop[] = ["before-content", "in-content", "before-taking", "before-answer", "after-answer"];
const slowMs = 1500;

const replies = {
  refusedAtRecipient: "550 5.1.1 No such mailbox",
  refusedAtContent: "554 5.6.0 Message content not acceptable here",
  deferredAtRecipient: "451 4.2.0 Mailbox busy, try again",
  deferredAtContent: "451 4.3.0 Not now, try again",
} as const;

export interface Pace {
  /** How long the whole run should take at the least, so that there is something to disturb. */
  seconds: number;
  recipients: number;
}

/** Treats every try: a few recipients are refused for good, a few put off once, a few connections break, some answers are slow. */
export function makeScript(seed: number, { seconds, recipients }: Pace) {
  const random = seededRandom(seed);
  const putOff = new Set<string>();
  /** Every connection answers one message after the other: this pause makes all of them together take `seconds`. */
  const pauseMs = (connections: number) => ((connections * seconds * 1000) / recipients) * 2 * random();
  return (address: string, connections: number): Treatment => {
    const share = shareOf(address, seed);
    const first = !putOff.has(address);
    let edge = 0;
    const within = (name: keyof typeof replies) => {
      const from = edge;
      edge += shares[name];
      return share >= from && share < edge;
    };
    const treatment: Treatment = {
      recipient: "250 2.1.5 Ok",
      content: "250 2.0.0 Taken",
      delayMs: pauseMs(connections) + (random() < shares.slow ? slowMs * random() : 0),
      drop: random() < shares.dropped ? drops[Math.floor(random() * drops.length)]! : null,
    };
    if (within("refusedAtRecipient")) treatment.recipient = replies.refusedAtRecipient;
    if (within("refusedAtContent")) treatment.content = replies.refusedAtContent;
    if (within("deferredAtRecipient") && first) treatment.recipient = replies.deferredAtRecipient;
    if (within("deferredAtContent") && first) treatment.content = replies.deferredAtContent;
    putOff.add(address);
    return treatment;
  };
}
