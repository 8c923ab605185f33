import { setTimeout as sleep } from "node:timers/promises";
import nodemailer from "nodemailer";

/** What programs were told was taken, by what they said of it. */
export interface Told {
  /** Ids of mails by their idempotency keys; of those handed over by SMTP too. */
  mails: Map<string, string>;
  /** Recipients by idempotency key. */
  recipients: Map<string, string[]>;
  /** Message ids of events. */
  events: Set<string>;
  /** External ids of contacts. */
  contacts: Set<string>;
  /** Calls that had to be made again. */
  repeated: number;
}

export interface Doors {
  base: string;
  smtpPort: number;
  key: string;
  from: string;
}

const between = 150;
const patienceMs = 120_000;
const callMs = 20_000;

/**
 * Programs that never give up: each makes one call after the other until it is told to stop, and repeats one that was not answered well, with
 * the same key, until it is.
 */
export class Callers {
  readonly told: Told = {
    mails: new Map(),
    recipients: new Map(),
    events: new Set(),
    contacts: new Set(),
    repeated: 0,
  };
  readonly #doors: Doors;
  #stopping = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(doors: Doors) {
    this.#doors = doors;
  }

  start(): void {
    const loops = [
      ...[0, 1, 2].map((no) => this.#loop(`mail${no}`, (key) => this.#mail(key))),
      this.#loop("batch", (key) => this.#batch(key)),
      ...[0, 1].map((no) => this.#loop(`smtp${no}`, (key) => this.#submission(key))),
      ...[0, 1].map((no) => this.#loop(`event${no}`, (key) => this.#events(key))),
      this.#loop("people", (key) => this.#people(key)),
    ];
    this.#running = Promise.all(loops);
  }

  /** What was begun is ended. */
  async stop(): Promise<Told> {
    this.#stopping = true;
    await this.#running;
    return this.told;
  }

  async #loop(name: string, call: (key: string) => Promise<void>): Promise<void> {
    for (let no = 0; !this.#stopping; no++) {
      await this.#untilTaken(() => call(`${name}-${no}`));
      await sleep(Math.random() * between);
    }
  }

  async #untilTaken(call: () => Promise<void>): Promise<void> {
    for (const until = Date.now() + patienceMs; ; ) {
      try {
        return await call();
      } catch (error) {
        if (Date.now() > until) throw error;
        this.told.repeated += 1;
        await sleep(100 + Math.random() * 200);
      }
    }
  }

  async #post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.#doors.base}/api/v1${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.#doors.key}`, "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(callMs),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 200)}`);
    return JSON.parse(text) as Record<string, unknown>;
  }

  async #mail(key: string): Promise<void> {
    const to = `${key}@readers.example`;
    const { id } = await this.#post("/emails", mailTo(to), { "idempotency-key": key });
    this.#tell(key, String(id), [to]);
  }

  async #batch(key: string): Promise<void> {
    const people = Array.from({ length: 10 }, (_, at) => `${key}-${at}@readers.example`);
    const { data } = await this.#post("/emails/batch", people.map(mailTo), { "idempotency-key": key });
    for (const [at, { id }] of (data as { id: string }[]).entries()) this.#tell(`${key}-${at}`, id, [people[at] ?? ""]);
  }

  async #submission(key: string): Promise<void> {
    const { smtpPort: port, key: pass, from } = this.#doors;
    const limits = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: callMs };
    const door = nodemailer.createTransport({
      host: "127.0.0.1",
      port,
      ...limits,
      ignoreTLS: true,
      auth: { user: "homing", pass },
    });
    const to = [`${key}-a@readers.example`, `${key}-b@readers.example`];
    const headers = { "X-Homing-Idempotency-Key": key };
    const { response } = await door.sendMail({ from, to, subject: "By SMTP", text: "Hello.", headers });
    const [, id] = /queued as (\w+)/.exec(response) ?? [];
    if (id === undefined) throw new Error(response);
    this.#tell(key, id, to);
  }

  async #events(key: string): Promise<void> {
    const ids = Array.from({ length: 5 }, (_, at) => `${key}-${at}`);
    const events = ids.map((id) => ({ message_id: id, name: "Order Placed", anonymous_id: id }));
    await this.#post("/events/batch", { events });
    for (const id of ids) this.told.events.add(id);
  }

  async #people(key: string): Promise<void> {
    const ids = Array.from({ length: 10 }, (_, at) => `${key}-${at}`);
    const contacts = ids.map((id) => ({ external_id: id, email: `${id}@people.example`, first_name: "Ada" }));
    await this.#post("/contacts/batch", { contacts });
    for (const id of ids) this.told.contacts.add(id);
  }

  #tell(key: string, id: string, recipients: string[]): void {
    this.told.mails.set(key, id);
    this.told.recipients.set(key, recipients);
  }
}

const mailTo = (to: string) => ({ to, subject: "Your receipt", html: "<p>Thank you.</p>", text: "Thank you." });
