import type { Ask, RouteAnswer } from "./resend-client";

/** What a request needs to be there before it, made by the same routes. */
export class ResendFixtures {
  readonly #ask: Ask;
  #count = 0;

  constructor(ask: Ask) {
    this.#ask = ask;
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
