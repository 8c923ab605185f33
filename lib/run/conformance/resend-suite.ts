import type { Asked } from "./resend-client";
import type { ResendFixtures } from "./resend-fixtures";
import type { SuiteLine } from "./resend-samples";

type Body = Record<string, unknown>;
const isBody = (value: unknown): value is Body => typeof value === "object" && value !== null && !Array.isArray(value);

/** One thing of a kind, by the first word of its path. */
const makers: ReadonlyMap<string, (fixtures: ResendFixtures) => Promise<string>> = new Map([
  ["emails", (all) => all.email()],
  ["broadcasts", (all) => all.broadcast()],
  ["templates", (all) => all.template()],
  ["domains", (all) => all.domain()],
  ["api-keys", (all) => all.apiKey()],
  ["webhooks", (all) => all.webhook()],
  ["segments", (all) => all.segment()],
  ["audiences", (all) => all.segment()],
  ["topics", (all) => all.topic()],
  ["contact-properties", (all) => all.property("fixture", "")],
  ["contacts", (all) => all.contact()],
  ["suppressions", (all) => all.suppression()],
  ["logs", (all) => all.log()],
]);

/** Words that stand where ids do. */
const verbs = /^(batch|metrics|receiving|imports|claim|send)$/;

/** Puts the ids of things that are there in place of those that a test made up, in path, query and body. Makes the things. */
export async function withFixtures(line: SuiteLine, fixtures: ResendFixtures): Promise<Asked> {
  const url = new URL(line.path, "http://localhost");
  const parts = url.pathname.split("/").filter(Boolean);
  const path = await pathWith(parts, line.method, fixtures);
  const query = await queryWith(url.searchParams, parts, fixtures);
  const body =
    line.body_kind === "form" ? await formWith(line.request, fixtures) : await bodyWith(line.request, parts, fixtures);
  return { method: line.method, path: query ? `${path}?${query}` : path, body, headers: line.request_headers ?? {} };
}

async function pathWith(parts: readonly string[], method: string, fixtures: ResendFixtures): Promise<string> {
  const [word = "", id, below, other, ...rest] = parts;
  const make = makers.get(word);
  if (word === "emails" && id === "receiving" && below !== undefined) {
    const file = other === "attachments" && rest[0] !== undefined ? ["attachments", "0"] : [other, ...rest];
    return `/${[word, id, await fixtures.received(), ...file].filter(Boolean).join("/")}`;
  }
  if (word === "contacts" && id === "imports" && below !== undefined)
    return `/contacts/imports/${await fixtures.imported()}`;
  if (!make || id === undefined || verbs.test(id)) return `/${parts.join("/")}`;
  if (word === "contacts") return contactPath(parts, fixtures);
  if (word === "suppressions") {
    const email = decodeURIComponent(id);
    const made = await fixtures.suppression(email.includes("@") ? email : undefined);
    return `/suppressions/${email.includes("@") ? id : made}`;
  }
  const own = await make(fixtures);
  if (below === "contacts" && other !== undefined) {
    const isAddress = other.includes("@");
    const contact = await fixtures.contact(isAddress ? other : undefined, own);
    return `/${[word, own, below, isAddress ? other : contact].join("/")}`;
  }
  if (word === "broadcasts" && below === "cancel")
    await fixtures.ask("POST", `/broadcasts/${own}/send`, { scheduled_at: "in 1 hour" });
  if (below === "attachments" && other !== undefined) return `/${[word, own, below, "0", ...rest].join("/")}`;
  if (method === "POST" && below === "send" && word === "templates") return `/${parts.join("/")}`;
  return `/${[word, own, ...parts.slice(2)].join("/")}`;
}

async function contactPath([, id = "", below, other]: readonly string[], fixtures: ResendFixtures): Promise<string> {
  const isAddress = id.includes("@");
  const group = below === "segments" && other !== undefined ? await fixtures.segment() : undefined;
  const made = await fixtures.contact(isAddress ? id : undefined);
  return `/${["contacts", isAddress ? id : made, below, group].filter(Boolean).join("/")}`;
}

/** Pages begin at something that is there. */
async function queryWith(query: URLSearchParams, parts: readonly string[], fixtures: ResendFixtures): Promise<string> {
  const [word = "", , below] = parts;
  const made = new URLSearchParams(query);
  for (const name of ["after", "before"]) {
    if (!query.has(name)) continue;
    if (parts[1] === "receiving") {
      made.set(name, parts.includes("attachments") ? "0" : await fixtures.received());
      continue;
    }
    const kind = below === "segments" || below === "contacts" ? below : word;
    const isOwn = below === undefined || below === kind;
    made.set(name, isOwn ? await (makers.get(kind) ?? (() => fixtures.segment()))(fixtures) : await fixtures.email());
  }
  if (query.has("domain_id")) made.set("domain_id", await fixtures.domain());
  if (query.has("broadcast_id")) made.set("broadcast_id", await fixtures.broadcast());
  return made.toString();
}

async function bodyWith(given: unknown, parts: readonly string[], fixtures: ResendFixtures): Promise<unknown> {
  if (Array.isArray(given)) {
    if (parts.at(-1) === "topics")
      return Promise.all(given.map(async (one: Body) => ({ ...one, id: await fixtures.topic() })));
    return Promise.all(given.map((one) => bodyWith(one, parts, fixtures)));
  }
  if (!isBody(given)) return given;
  const body: Body = { ...given };
  if ("segment_id" in body) body.segment_id = await fixtures.segment();
  if ("audience_id" in body) body.audience_id = await fixtures.segment();
  if ("topic_id" in body && body.topic_id !== null) body.topic_id = await fixtures.topic();
  if ("domain_id" in body) body.domain_id = await fixtures.domain();
  if ("contact_id" in body) body.contact_id = await fixtures.contact();
  if (Array.isArray(body.segments))
    body.segments = await Promise.all(body.segments.map(async () => ({ id: await fixtures.segment() })));
  if (Array.isArray(body.topics))
    body.topics = await Promise.all(body.topics.map(async (one: Body) => ({ ...one, id: await fixtures.topic() })));
  if (Array.isArray(body.ids)) body.ids = await Promise.all(body.ids.map(() => fixtures.suppression()));
  if (isBody(body.properties))
    for (const [key, value] of Object.entries(body.properties)) await fixtures.property(key, value);
  if (isBody(body.template)) body.template = await templateWith(body.template, fixtures);
  if (parts[0] === "broadcasts" && typeof body.from === "string") await ownDomain(body.from, fixtures);
  return body;
}

/** A form as the package posts it: a file that has the columns which the form names. */
async function formWith(given: unknown, fixtures: ResendFixtures): Promise<FormData> {
  const fields = isBody(given) ? given : {};
  const form = new FormData();
  const columns = columnsOf(jsonOf(fields.column_map));
  form.append("file", new Blob([`${columns.join(",")}\n${columns.map(() => "a@example.com").join(",")}\n`]), "a.csv");
  for (const [name, value] of Object.entries(fields)) {
    if (name === "file") continue;
    const parsed = jsonOf(value);
    const made = Array.isArray(parsed) ? await idsIn(name, parsed, fixtures) : parsed;
    form.append(name, typeof made === "string" ? made : JSON.stringify(made));
  }
  return form;
}

function jsonOf(value: unknown): unknown {
  try {
    return typeof value === "string" ? (JSON.parse(value) as unknown) : value;
  } catch {
    return value;
  }
}

function columnsOf(map: unknown): string[] {
  if (!isBody(map)) return ["email"];
  const named = Object.values(map).flatMap((value) =>
    isBody(value) ? Object.values(value).map((one) => (isBody(one) ? one.column : one)) : [value],
  );
  return named.filter((one): one is string => typeof one === "string");
}

const idsIn = (name: string, items: readonly Body[], fixtures: ResendFixtures) =>
  Promise.all(
    items.map(async (one) => ({ ...one, id: name === "topics" ? await fixtures.topic() : await fixtures.segment() })),
  );

async function templateWith(template: Body, fixtures: ResendFixtures): Promise<Body> {
  const variables = isBody(template.variables) ? template.variables : {};
  const typeOf = (value: unknown) => (Array.isArray(value) ? "list" : typeof value);
  const html = `<p>${Object.keys(variables).map((key) => `{{{${key}}}}`)}</p>`;
  const list = Object.entries(variables).map(([key, value]) => ({ key, type: typeOf(value) }));
  const id = await fixtures.make("/templates", { name: fixtures.name(), subject: "Hello", html, variables: list });
  await fixtures.ask("POST", `/templates/${id}/publish`);
  return { ...template, id };
}

/** Campaigns come from an address of a domain that is there. */
async function ownDomain(from: string, fixtures: ResendFixtures): Promise<void> {
  const domain = /@([\w.-]{1,200})/.exec(from)?.[1];
  if (domain) await fixtures.ask("POST", "/domains", { name: domain });
}
