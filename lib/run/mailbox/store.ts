import { newId } from "@/lib/base/db/ids";
import { pgPool } from "@/lib/base/db/pool";
import { describeMail } from "@/lib/run/mailbox/captured";
import type { Speed } from "@/lib/run/mailbox/schema";
import { planActions } from "@/lib/run/mailbox/simulator/plan";
import { delayMs } from "@/lib/run/mailbox/simulator/speed";

export interface Arrival {
  envelopeFrom: string;
  envelopeTo: string;
  raw: Buffer;
  receivedAt: Date;
}

interface Waiting {
  arrival: Arrival;
  resolve(): void;
  reject(error: unknown): void;
}

const insertMessages = `
  insert into captured_message (id, received_at, envelope_from, envelope_to, from_header, subject, message_id_header, bytes, raw,
                                is_system)
  select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::bytea[], $10::bool[])`;

export const insertActions = `
  insert into simulator_action (id, captured_message_id, recipient, kind, due_at, done_at, detail)
  select id, message_id, recipient, kind, due_at, done_at, detail
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::jsonb[])
    as t(id, message_id, recipient, kind, due_at, done_at, detail)`;

/** Longest time a mail waits for company, and the most that one commit takes. */
const gatherMs = 4;
const maxGroup = 250;

/**
 * Stores mails in groups: one commit for all that came within a few milliseconds, so that a 250 reply means "on disk" without a
 * disk flush per mail. The simulator's plan for a mail commits with it.
 */
export class CaptureStore {
  private waiting: Waiting[] = [];
  private running: Promise<void> | null = null;
  private readonly speed: () => Speed;

  constructor(speed: () => Speed) {
    this.speed = speed;
  }

  /** Resolves when the mail is committed; rejects when the database refused it. */
  add(arrival: Arrival): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ arrival, resolve, reject });
      this.running ??= this.drain();
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      if (this.waiting.length < maxGroup) await new Promise((done) => setTimeout(done, gatherMs));
      const group = this.waiting.splice(0, maxGroup);
      try {
        await insertGroup(
          group.map(({ arrival }) => arrival),
          this.speed(),
        );
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.running = null;
  }
}

async function insertGroup(arrivals: readonly Arrival[], speed: Speed): Promise<void> {
  const rows = arrivals.map((arrival) => ({ id: newId(), arrival, headers: describeMail(arrival.raw) }));
  const actions = rows.flatMap(({ id, arrival, headers }) =>
    planActions({ recipient: arrival.envelopeTo, headers }).map((action) => ({ id, arrival, ...action })),
  );
  const client = await pgPool().connect();
  try {
    await client.query("begin");
    await client.query(insertMessages, [
      rows.map(({ id }) => id),
      rows.map(({ arrival }) => arrival.receivedAt),
      rows.map(({ arrival }) => arrival.envelopeFrom),
      rows.map(({ arrival }) => arrival.envelopeTo),
      rows.map(({ headers }) => clean(headers.fromHeader)),
      rows.map(({ headers }) => clean(headers.subject)),
      rows.map(({ headers }) => headers.messageId && clean(headers.messageId)),
      rows.map(({ arrival }) => arrival.raw.length),
      rows.map(({ arrival }) => arrival.raw),
      rows.map(({ headers }) => headers.isSystem),
    ]);
    if (actions.length > 0) {
      await client.query(insertActions, [
        actions.map(() => newId()),
        actions.map(({ id }) => id),
        actions.map(({ arrival }) => arrival.envelopeTo),
        actions.map(({ kind }) => kind),
        actions.map(({ arrival, wait }) => new Date(arrival.receivedAt.getTime() + delayMs(speed, wait))),
        actions.map(() => null),
        actions.map(({ wait, detail }) => JSON.stringify({ ...detail, wait })),
      ]);
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

/** PostgreSQL text holds no NUL. */
function clean(text: string): string {
  return text.replaceAll("\0", "");
}

/** Writes down what happened at RCPT time, where no mail was taken: refusals and deferrals. */
export async function recordRefusal(recipient: string, kind: "refuse" | "defer", reply: string): Promise<void> {
  const now = new Date();
  await pgPool().query(insertActions, [
    [newId()],
    [null],
    [recipient],
    [kind],
    [now],
    [now],
    [JSON.stringify({ reply })],
  ]);
}
