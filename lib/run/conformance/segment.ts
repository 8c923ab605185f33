import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { newKey } from "@/lib/edges/api-keys/key-format";
import { answerCollector } from "@/lib/edges/events-in/answer-collector";
import { eventProperties } from "@/lib/events/custom/stored-event";
import { flushIdentities } from "@/lib/people/identities/jobs";
import { atLeast, atMost } from "@/lib/run/measure/report";
import { freshWorkspace, withOwnDatabase } from "./cases/workspace";
import { type Judgement, type ModeOptions, percent } from "./figures";
import { exampleMessage, lackOf } from "./segment-examples";
import { type ClientRequest, readSegmentSamples, type SpecExample } from "./segment-samples";

interface Judged {
  id: string;
  /** In words; null where all is as it should be. */
  problem: string | null;
}

/**
 * Gives recorded requests of real clients and the examples of the specification to the product's own collector, on a server of its own, each
 * twice: every message has to be stored once, with what it said. Examples that are no whole message have to be refused with a reason.
 */
export async function judgeSegment({ dir }: ModeOptions): Promise<Judgement> {
  const inside = path.join(dir, "segment");
  const { requests, examples } = readSegmentSamples(fs.existsSync(inside) ? inside : dir);
  return withOwnDatabase(async () => {
    const judged = { requests: [] as Judged[], whole: [] as Judged[], cut: [] as Judged[] };
    let consents = 0;
    for (const request of requests) {
      const to = await newCollector();
      judged.requests.push(await judgedBy(request.id, () => judgeRequest(to, request)));
      consents += await to.consents();
    }
    for (const example of examples) {
      const to = await newCollector();
      const lacks = lackOf(example);
      const one = await judgedBy(example.id, () => judgeExample(to, example, lacks));
      judged[lacks ? "cut" : "whole"].push(one);
      consents += await to.consents();
    }
    return findings(judged, consents);
  });
}

async function judgedBy(id: string, judge: () => Promise<string | null>): Promise<Judged> {
  try {
    return { id, problem: await judge() };
  } catch (error) {
    return { id, problem: `threw ${error instanceof Error ? error.message : String(error)}` };
  }
}

interface Collector {
  key: string;
  send(path: string, body: unknown, headers: Record<string, string>): Promise<number>;
  stored(): Promise<{ kind: string; messageId: string; said: unknown }[]>;
  refusals(): Promise<string[]>;
  /** Rows that say that somebody agreed to something. */
  consents(): Promise<number>;
}

/** A workspace of its own, with a key that only writes events. */
async function newCollector(): Promise<Collector> {
  const { workspaceId } = await freshWorkspace();
  const { key, ...shown } = newKey("live");
  const name = "conformance";
  await prisma.apiKey.create({
    data: { workspaceId, id: newId(), name, kind: "events", ...shown, scopes: ["events.write"] },
  });
  const where = { workspaceId };
  return {
    key,
    async send(at, body, headers) {
      const text = JSON.stringify(body);
      const packed = headers["content-encoding"] === "gzip" ? gzipSync(text) : text;
      const request = new Request(`http://localhost${at}`, { method: "POST", headers, body: packed });
      const { status } = await answerCollector(request);
      await flushIdentities();
      return status;
    },
    stored: () => prisma.customEvent.findMany({ where, select: { kind: true, messageId: true, said: true } }),
    refusals: async () => {
      await new Promise((done) => setTimeout(done, 50));
      return (await prisma.eventRefusal.findMany({ where })).map(({ reason }) => reason);
    },
    consents: async () => (await prisma.subscription.count({ where })) + (await prisma.consentRecord.count({ where })),
  };
}

/** As it was recorded, with a key of ours in the place of theirs. */
async function judgeRequest(
  to: Collector,
  { path: at, headers, body_decoded: body }: ClientRequest,
): Promise<string | null> {
  const isPosthog = at.startsWith("/batch");
  const own = {
    ...headers,
    ...("authorization" in headers && { authorization: `Basic ${Buffer.from(`${to.key}:`).toString("base64")}` }),
  };
  const sent = {
    ...body,
    ...("api_key" in body && { api_key: to.key }),
    ...("writeKey" in body && { writeKey: to.key }),
  };
  for (let time = 0; time < 2; time++) {
    const status = await to.send(`${isPosthog ? "/api/posthog" : "/api/segment"}${at}`, sent, own);
    if (status !== 200) return `answered ${status}`;
  }
  const given = (body.batch ?? []).map((message) => String(message.messageId ?? message.uuid)).sort();
  const got = (await to.stored()).map(({ messageId }) => messageId).sort();
  if (JSON.stringify(given) !== JSON.stringify(got))
    return `stored ${got.length} of ${given.length} messages, each twice told`;
  return null;
}

async function judgeExample(to: Collector, example: SpecExample, lacks: string | null): Promise<string | null> {
  const { call, message } = exampleMessage(example);
  const messageId = String(message.messageId ?? example.id);
  const headers = { authorization: `Bearer ${to.key}`, "content-type": "application/json" };
  for (let time = 0; time < 2; time++) {
    const status = await to.send(`/api/segment/v1/${call}`, { ...message, messageId }, headers);
    if (status !== 200) return `answered ${status}`;
  }
  const stored = await to.stored();
  if (lacks) {
    if (stored.length > 0) return `stored though ${lacks}`;
    return (await to.refusals()).length > 0 ? null : `swallowed without a word though ${lacks}`;
  }
  if (stored.length !== 1) return `stored ${stored.length} times: ${(await to.refusals()).join(" ")}`;
  const kind = stored[0]?.kind;
  if (kind !== call) return `read as ${kind}`;
  const said = eventProperties.read(stored[0]?.said);
  const told = (message.properties ?? message.traits ?? {}) as Record<string, unknown>;
  const lost = Object.entries(told).find(
    ([name, value]) => JSON.stringify(sorted(said[name])) !== JSON.stringify(sorted(value)),
  );
  return lost ? `lost ${lost[0]}` : null;
}

/** JSON of the database has its names in another order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, sorted(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function findings(judged: Record<"requests" | "whole" | "cut", Judged[]>, consents: number): Judgement {
  const shareOf = (all: readonly Judged[]) => ({ right: all.filter(({ problem }) => !problem).length, of: all.length });
  const wrong = Object.values(judged).flatMap((all) => all.filter(({ problem }) => problem));
  return {
    figures: {
      clientRequests: shareOf(judged.requests),
      wholeExamples: shareOf(judged.whole),
      cutExamples: shareOf(judged.cut),
      consents,
    },
    bars: [
      atLeast("requests of clients stored exactly once, percent", percent(shareOf(judged.requests)), 100),
      atLeast("whole examples stored exactly once with what they say, percent", percent(shareOf(judged.whole)), 100),
      atLeast("examples without person or name refused with a reason, percent", percent(shareOf(judged.cut)), 100),
      atMost("subscriptions and consents that came of it", consents, 0),
    ],
    misread: wrong.map(({ id, problem }) => `${id}: ${problem}`),
  };
}
