import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import type { Ask, FreshClient, RouteAnswer } from "./resend-client";

/** A mail with a file, as it comes over the wire. */
const letter = `From: Ada <ada@example.com>\r
To: news@example.test\r
Subject: Re: News\r
Message-ID: <1@example.com>\r
Content-Type: multipart/mixed; boundary=b\r
\r
--b\r
Content-Type: text/plain\r
\r
Thank you\r
--b\r
Content-Type: application/pdf\r
Content-Disposition: attachment; filename=a.pdf\r
Content-Transfer-Encoding: base64\r
\r
aGk=\r
--b--\r
`;

/** What a request needs to be there before it, made by the same routes. */
export class ResendFixtures {
  readonly #ask: Ask;
  #count = 0;

  readonly #workspaceId: string;

  constructor({ workspaceId, ask }: FreshClient) {
    this.#workspaceId = workspaceId;
    this.#ask = ask;
  }

  /** A mail that came in; no route makes one. */
  async received(): Promise<string> {
    const [workspaceId, inboundId, id] = [this.#workspaceId, newId(), newId()];
    const at = new Date();
    await prisma.inboundMessage.create({
      data: {
        ...{ id: inboundId, workspaceId, envelopeFrom: "ada@example.com", envelopeTo: "news@example.test" },
        ...{ raw: Buffer.from(letter), kind: "reply", processedAt: at },
      },
    });
    await prisma.reply.create({
      data: {
        ...{ workspaceId, id, inboundId, kind: "person", fromName: "Ada", fromEmail: "ada@example.com" },
        ...{ subject: "Re: News", dedupeKey: "<1@example.com>", receivedAt: at, attachments: 1 },
      },
    });
    return id;
  }

  async imported(): Promise<string> {
    const form = new FormData();
    form.append("file", new Blob(["email\na@example.com\n"]), "a.csv");
    return this.make("/contacts/imports", form);
  }

  /** A call in the log, which is written a while after it was made. */
  async log(): Promise<string> {
    const id = newId();
    const { id: apiKeyId } = await prisma.apiKey.findFirstOrThrow({ where: { workspaceId: this.#workspaceId } });
    await prisma.apiCall.create({
      data: {
        ...{ workspaceId: this.#workspaceId, id, apiKeyId, at: new Date(), method: "POST", path: "/emails" },
        ...{ status: 200, requestId: id, durationMs: 1, replayed: false, fields: [] },
      },
    });
    return id;
  }

  /** Makes a thing and answers its id. Throws in words where that is refused. */
  async make(path: string, body: unknown): Promise<string> {
    const answer = await this.#ask({ method: "POST", path, body });
    const id = (answer.body as { id?: unknown } | null)?.id;
    if (answer.status >= 300 || typeof id !== "string") throw new Error(`POST ${path}: ${JSON.stringify(answer.body)}`);
    return id;
  }

  name(): string {
    this.#count += 1;
    return `Fixture ${this.#count}`;
  }

  address(): string {
    this.#count += 1;
    return `c${this.#count}@example.com`;
  }

  segment = () => this.make("/segments", { name: this.name() });
  topic = () => this.make("/topics", { name: this.name(), default_subscription: "opt_in" });
  property = (key: string, value: unknown) =>
    this.make("/contact-properties", { key, type: typeof value === "number" ? "number" : "string" });

  contact(email = this.address(), segment?: string): Promise<string> {
    return this.make("/contacts", { email, ...(segment !== undefined && { segments: [segment] }) });
  }

  email(): Promise<string> {
    const mail = { from: "a@example.test", to: "b@example.com", subject: "s", text: "t", scheduled_at: "in 1 hour" };
    return this.make("/emails", { ...mail, attachments: [{ filename: "a.txt", content: "aGk=" }] });
  }

  async broadcast(): Promise<string> {
    const segment_id = await this.segment();
    await this.contact(undefined, segment_id);
    await this.ask("POST", "/domains", { name: "fixture.test" });
    const html = '<p>Hello, here is the news.</p><p><a href="{{{RESEND_UNSUBSCRIBE_URL}}}">Unsubscribe</a></p>';
    return this.make("/broadcasts", { segment_id, from: "News <news@fixture.test>", subject: "News", html });
  }

  async template(variables: readonly string[] = []): Promise<string> {
    const html = `<p>Hello${variables.map((key) => ` {{{${key}}}}`).join("")}</p>`;
    const named = { name: this.name(), subject: "Hello", html, variables: variables.map((key) => ({ key })) };
    return this.make("/templates", named);
  }

  domain = () => this.make("/domains", { name: this.address().replace("@", ".") });
  apiKey = () => this.make("/api-keys", { name: this.name() });
  webhook = () => this.make("/webhooks", { endpoint: "https://example.com/hook", events: ["email.sent"] });

  async suppression(email = this.address()): Promise<string> {
    return this.make("/suppressions", { email });
  }

  ask = (method: string, path: string, body?: unknown): Promise<RouteAnswer> => this.#ask({ method, path, body });
}
