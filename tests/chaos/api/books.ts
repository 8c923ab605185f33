import type pg from "pg";
import { parsePublicId, publicId } from "@/lib/base/db/ids";
import type { Figures } from "@/lib/run/measure/report";
import type { WireBook } from "../wire-book";
import type { Told } from "./callers";

export interface Seen {
  told: Told;
  /** By address: the ids of the copies that the peer took. */
  taken: ReadonlyMap<string, readonly string[]>;
  /** Public ids of the events that the receiver has answered. */
  heard: ReadonlySet<string>;
  wire: WireBook;
}

export interface Books {
  mailsTold: number;
  eventsTold: number;
  contactsTold: number;
  webhooksTold: number;
  wronglyStored: number;
  sentTwice: number;
  notSent: number;
  unconfirmed: number;
  unconfirmedOffWire: number;
  unheard: number;
  /** The first that are wrong, in words. */
  examples: Figures[];
}

const maxExamples = 20;

/** Holds what programs were told against what is stored, what the peer took, and what the receiver heard. */
export async function compareTold(pool: pg.Pool, { told, taken, heard, wire }: Seen): Promise<Books> {
  const books: Books = {
    ...{ mailsTold: told.mails.size, eventsTold: told.events.size, contactsTold: told.contacts.size, webhooksTold: 0 },
    ...{ wronglyStored: 0, sentTwice: 0, notSent: 0, unconfirmed: 0, unconfirmedOffWire: 0, unheard: 0, examples: [] },
  };
  const note: Note = (what, text) => {
    books[what] += 1;
    if (books.examples.length < maxExamples) books.examples.push({ what, text });
  };
  await compareMails(pool, { told, taken, wire }, note);
  await compareOnce(pool, "select message_id as key from custom_event", told.events, note);
  await compareOnce(pool, "select external_id as key from contact where external_id is not null", told.contacts, note);
  books.webhooksTold = await compareWebhooks(pool, { told, heard }, note);
  const { rows } = await pool.query<{ n: string }>("select count(*) as n from message where status = 'unconfirmed'");
  books.unconfirmed = Number(rows[0]?.n);
  return books;
}

type Wrong = "wronglyStored" | "sentTwice" | "notSent" | "unconfirmedOffWire" | "unheard";
type Note = (what: Wrong, text: string) => void;

interface MessageRow {
  mail: string;
  email: string;
  status: string;
}

async function compareMails(pool: pg.Pool, { told, taken, wire }: Omit<Seen, "heard">, note: Note): Promise<void> {
  const { rows } = await pool.query<MessageRow>(
    "select r.email_id as mail, m.email, m.status from message m join email_recipient r on r.message_id = m.id and r.workspace_id = m.workspace_id",
  );
  const stored = Map.groupBy(rows, ({ mail }) => publicId("eml", mail));
  const toldIds = new Map([...told.mails].map(([key, id]) => [id, key]));
  for (const id of stored.keys()) if (!toldIds.has(id)) note("wronglyStored", `${id} is stored, and nobody was told`);
  for (const [key, id] of told.mails) {
    parsePublicId("eml", id);
    const messages = stored.get(id) ?? [];
    const people = told.recipients.get(key) ?? [];
    const got = messages.map(({ email }) => email).sort();
    if (got.join() !== [...people].sort().join())
      note("wronglyStored", `${key}: ${got.length} of ${people.length} messages`);
    for (const message of messages) compareMessage(message, { taken, wire }, note);
  }
}

function compareMessage(
  { email, status }: MessageRow,
  { taken, wire }: Pick<Seen, "taken" | "wire">,
  note: Note,
): void {
  const copies = taken.get(email)?.length ?? 0;
  if (copies > 1) note("sentTwice", `${email}: ${copies} copies, ${status}`);
  if (status === "unconfirmed") {
    if (!wire.recipients.has(email)) note("unconfirmedOffWire", `${email}: ${copies} copies`);
  } else if (copies === 0 || status !== "sent") note("notSent", `${email}: ${copies} copies, ${status}`);
}

/** Every key that was told is there once, and none besides. */
async function compareOnce(pool: pg.Pool, sql: string, told: ReadonlySet<string>, note: Note): Promise<void> {
  const { rows } = await pool.query<{ key: string }>(sql);
  const counts = new Map<string, number>();
  for (const { key } of rows) counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const key of told)
    if (counts.get(key) !== 1) note("wronglyStored", `${key} is stored ${counts.get(key) ?? 0} times`);
  for (const key of counts.keys()) if (!told.has(key)) note("wronglyStored", `${key} is stored, and nobody was told`);
}

/** Every contact that was made and every message that was sent has an event, and the receiver has heard each. Answers how many. */
async function compareWebhooks(
  pool: pg.Pool,
  { told, heard }: Pick<Seen, "told" | "heard">,
  note: Note,
): Promise<number> {
  const { rows } = await pool.query<{ event: string; status: string }>(
    "select event_id as event, status from webhook_delivery",
  );
  for (const { event, status } of rows) {
    const id = publicId("evt", event);
    if (status !== "delivered" || !heard.has(id)) note("unheard", `${id} is ${status}, heard: ${heard.has(id)}`);
  }
  const { rows: sent } = await pool.query<{ n: string }>("select count(*) as n from message where status = 'sent'");
  const { rows: made } = await pool.query<{ n: string }>("select count(*) as n from contact");
  const due = Number(sent[0]?.n) + Number(made[0]?.n);
  for (let missing = rows.length; missing < due; missing++) note("unheard", "a fact has no event");
  if (told.contacts.size > Number(made[0]?.n)) note("unheard", "contacts are missing");
  return rows.length;
}
