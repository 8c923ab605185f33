import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { rateLimited } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import { networkOf } from "./network";
import { hitRateLimit, reserveTurn, takeBackRateLimit } from "./rate-limit";

/** Somebody tries a secret of a subject: a password of an address. */
export interface Guess {
  purpose: string;
  /** Whose secret it is; known or not, it is counted alike. */
  subject: string;
  ip?: string;
  /** Set when this browser signed in to the subject before: then nobody elsewhere can use its tries up. */
  device?: string;
}

const windowMs = 15 * 60_000;
const perDevice = { limit: 10, windowMs };
const perSubjectAndLine = { limit: 10, windowMs };
const perLine = { limit: 50, windowMs };
const perArea = { limit: 150, windowMs };
/** Tries from all over after which the subject's unknown browsers take turns. */
const calmUntil = { limit: 30, windowMs };
const turn = { everyMs: 5000, waitMs: 10_000 };

/**
 * Counts a guess, so that an attacker cannot lock the owner out and cannot guess without end either:
 * a known browser has its own tries; others have ten by subject and network, and bounds by network. A subject that is tried
 * from all over is slowed down: unknown browsers take turns, one in five seconds, and wait ten at most.
 * Gives what to call when the guess was right. Throws `rate_limited`.
 */
export async function admitGuess(guess: Guess): Promise<{ right: () => Promise<void> }> {
  const subject = createHash("sha256").update(guess.subject).digest("base64url").slice(0, 32);
  const base = `${guess.purpose}:${subject}`;
  const { line, area } = networkOf(guess.ip);
  const rules = guess.device
    ? [{ key: `${base}:device:${guess.device}`, ...perDevice }]
    : [
        { key: `${base}:from:${line}`, ...perSubjectAndLine },
        { key: `${guess.purpose}-line:${line}`, ...perLine },
        { key: `${guess.purpose}-area:${area}`, ...perArea },
      ];
  for (const { key, ...rule } of rules) await hitRateLimit(key, rule);
  const all = `${base}:all`;
  if (!guess.device) await waitWhenBusy(all);
  const counted = guess.device ? rules : [...rules, { key: all, ...calmUntil }];
  return {
    right: async () => {
      for (const { key, ...rule } of counted) await takeBackRateLimit(key, rule);
    },
  };
}

async function waitWhenBusy(key: string): Promise<void> {
  const calm = await hitRateLimit(key, calmUntil).then(
    () => true,
    () => false,
  );
  if (calm) return;
  const waitMs = await reserveTurn(`${key}:turn`, turn);
  if (waitMs === null) {
    throw rateLimited(
      t(
        "This address is being tried from many places. Sign in from a browser you used before, or choose a new password by mail.",
      ),
    );
  }
  await sleep(waitMs);
}
