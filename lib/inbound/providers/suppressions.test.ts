import {
  DeleteSuppressedDestinationCommand,
  ListSuppressedDestinationsCommand,
  NotFoundException,
  PutSuppressedDestinationCommand,
} from "@aws-sdk/client-sesv2";
import { describe, expect, test } from "vitest";
import type { OutgoingFetch } from "@/lib/base/outgoing/outgoing-fetch";
import { providers } from "./all-providers";
import { brevoSuppressions } from "./brevo/brevo-suppressions";
import { mailgunSuppressions } from "./mailgun/mailgun-suppressions";
import { mailjetSuppressions } from "./mailjet/mailjet-suppressions";
import { postmarkSuppressions } from "./postmark/postmark-suppressions";
import { resendSuppressions } from "./resend/resend-suppressions";
import { providerNames } from "./schema";
import { sendgridSuppressions } from "./sendgrid/sendgrid-suppressions";
import { sesSuppressions } from "./ses/ses-suppressions";
import { sparkpostSuppressions } from "./sparkpost/sparkpost-suppressions";
import { callApi, type ListedAddress, type SuppressionList } from "./suppression-list";

interface Seen {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: unknown;
}

/** A provider that answers by method and address; everything else is a 404. */
function peer(answers: Record<string, unknown>) {
  const seen: Seen[] = [];
  const fetcher: OutgoingFetch = async (url, init = {}) => {
    const method = init.method ?? "GET";
    const body = init.body ? (JSON.parse(String(init.body)) as unknown) : undefined;
    seen.push({ method, url, headers: init.headers as Record<string, string>, body });
    const answer = answers[`${method} ${url}`];
    return answer === undefined ? new Response(null, { status: 404 }) : Response.json(answer);
  };
  const calls = () => seen.map(({ method, url }) => `${method} ${url}`);
  return { seen, calls, fetcher };
}

async function all(list: SuppressionList, since: Date | null = null): Promise<ListedAddress[]> {
  const found: ListedAddress[] = [];
  for await (const page of list.list(since)) found.push(...page);
  return found;
}

const since = new Date("2026-11-01T10:20:30Z");

test("Resend: through the SDK, page by page, in batches", async () => {
  const calls: unknown[] = [];
  const pages = [
    { data: [{ id: "s1", email: "a@example.com", origin: "bounce" }], has_more: true },
    { data: [{ id: "s2", email: "b@example.com", origin: "complaint" }], has_more: false },
  ];
  const answer = (data: unknown, error: unknown = null) => ({ data, error, headers: null });
  const noting = (options: unknown, data: unknown) => {
    calls.push(options);
    return answer(data);
  };
  const suppressions = {
    list: async (options: unknown) => noting(options, pages.shift()),
    remove: async () => answer(null, { name: "not_found", message: "no such suppression", statusCode: 404 }),
    batch: { add: async (options: unknown) => noting(options, { data: [] }) },
  };
  const client = { suppressions } as unknown as NonNullable<Parameters<typeof resendSuppressions>[1]>;
  const list = resendSuppressions({}, client);
  expect(await all(list)).toEqual([
    { email: "a@example.com", reason: "bounce" },
    { email: "b@example.com", reason: "complaint" },
  ]);
  await list.add(["c@example.com"]);
  await list.remove("a@example.com");
  expect(calls).toEqual([{ limit: 100 }, { limit: 100, after: "s1" }, { emails: ["c@example.com"] }]);
  suppressions.batch.add = async () =>
    answer(null, { name: "restricted_api_key", message: "may only send", statusCode: 401 });
  await expect(list.add(["c@example.com"])).rejects.toThrow("Resend: may only send");
});

test("Amazon SES: through the SDK, one address a request", async () => {
  const sent: { name: string; input: unknown }[] = [];
  const client = {
    send: async (command: { constructor: { name: string }; input: { NextToken?: string } }) => {
      sent.push({ name: command.constructor.name, input: command.input });
      if (command instanceof DeleteSuppressedDestinationCommand)
        throw new NotFoundException({ message: "", $metadata: {} });
      if (!(command instanceof ListSuppressedDestinationsCommand)) return {};
      const address = command.input.NextToken ? "b@example.com" : "a@example.com";
      return {
        SuppressedDestinationSummaries: [{ EmailAddress: address, Reason: "COMPLAINT" }],
        ...(!command.input.NextToken && { NextToken: "2" }),
      };
    },
  } as unknown as NonNullable<Parameters<typeof sesSuppressions>[1]>;
  const list = sesSuppressions({}, client, 0);
  expect(await all(list, since)).toEqual([
    { email: "a@example.com", reason: "complaint" },
    { email: "b@example.com", reason: "complaint" },
  ]);
  await list.add(["c@example.com"]);
  await list.remove("nobody@example.com");
  expect(sent.map(({ input }) => input)).toEqual([
    { PageSize: 1000, StartDate: since },
    { PageSize: 1000, StartDate: since, NextToken: "2" },
    { EmailAddress: "c@example.com", Reason: "BOUNCE" },
    { EmailAddress: "nobody@example.com" },
  ]);
  expect(sent[2]?.name).toBe(PutSuppressedDestinationCommand.name);
});

test("SendGrid: four lists, added to the global one", async () => {
  const base = "https://api.eu.sendgrid.com/v3";
  const query = `limit=500&offset=0&start_time=${since.getTime() / 1000 - 0}`;
  const { fetcher, calls, seen } = peer({
    [`GET ${base}/suppression/bounces?${query}`]: [{ email: "a@example.com", created: 1, reason: "550" }],
    [`GET ${base}/suppression/spam_reports?${query}`]: [{ email: "b@example.com" }],
    [`GET ${base}/suppression/invalid_emails?${query}`]: [],
    [`GET ${base}/suppression/unsubscribes?${query}`]: [{ email: "d@example.com" }],
    [`POST ${base}/asm/suppressions/global`]: {},
  });
  const list = sendgridSuppressions({ apiKey: "SG.x", region: "eu" }, fetcher);
  expect((await all(list, since)).map(({ reason }) => reason)).toEqual(["bounce", "complaint", "unsubscribe"]);
  await list.add(["e@example.com"]);
  expect(seen.at(-1)).toMatchObject({
    body: { recipient_emails: ["e@example.com"] },
    headers: { authorization: "Bearer SG.x" },
  });
  await list.remove("a+b@example.com");
  expect(calls().slice(-4)).toEqual([
    `DELETE ${base}/suppression/bounces/a%2Bb%40example.com`,
    `DELETE ${base}/suppression/spam_reports/a%2Bb%40example.com`,
    `DELETE ${base}/suppression/invalid_emails/a%2Bb%40example.com`,
    `DELETE ${base}/asm/suppressions/global/a%2Bb%40example.com`,
  ]);
});

test("Postmark: the list of one stream", async () => {
  const base = "https://api.postmarkapp.com/message-streams/broadcasts/suppressions";
  const dump = {
    Suppressions: [{ EmailAddress: "a@example.com", SuppressionReason: "HardBounce", Origin: "Recipient" }],
  };
  const { fetcher, seen } = peer({
    [`GET ${base}/dump?fromdate=2026-11-01`]: dump,
    [`POST ${base}`]: {},
    [`POST ${base}/delete`]: {},
  });
  const list = postmarkSuppressions({ apiKey: "server", scope: "broadcasts" }, fetcher);
  expect(await all(list, since)).toEqual([{ email: "a@example.com", reason: "HardBounce" }]);
  await list.add(["b@example.com"]);
  await list.remove("a@example.com");
  expect(seen.map(({ body }) => body)).toEqual([
    undefined,
    { Suppressions: [{ EmailAddress: "b@example.com" }] },
    { Suppressions: [{ EmailAddress: "a@example.com" }] },
  ]);
  expect(seen[0]?.headers).toMatchObject({ "x-postmark-server-token": "server" });
});

test("Mailgun: three lists of a domain; the key goes to Mailgun only", async () => {
  const base = "https://api.mailgun.net/v3/news.example.com";
  const { fetcher, calls } = peer({
    [`GET ${base}/bounces?limit=1000`]: {
      items: [{ address: "a@example.com" }],
      paging: { next: `${base}/bounces?page=next` },
    },
    [`GET ${base}/bounces?page=next`]: { items: [], paging: { next: `${base}/bounces?page=next` } },
    [`GET ${base}/complaints?limit=1000`]: {
      items: [{ address: "b@example.com" }],
      paging: { next: "https://evil.example/x" },
    },
    [`GET ${base}/unsubscribes?limit=1000`]: { items: [] },
    [`POST ${base}/bounces`]: {},
  });
  const list = mailgunSuppressions({ apiKey: "key", scope: "news.example.com" }, fetcher);
  expect((await all(list)).map(({ email }) => email)).toEqual(["a@example.com", "b@example.com"]);
  expect(calls().some((call) => call.includes("evil"))).toBe(false);
  await list.add(["c@example.com"]);
  await list.remove("a@example.com");
  expect(calls().slice(-3)).toEqual([
    `DELETE ${base}/bounces/a%40example.com`,
    `DELETE ${base}/complaints/a%40example.com`,
    `DELETE ${base}/unsubscribes/a%40example.com`,
  ]);
});

test("SparkPost: by cursor, for mail that is not transactional", async () => {
  const host = "https://api.sparkpost.com";
  const base = `${host}/api/v1/suppression-list`;
  const { fetcher, seen } = peer({
    [`GET ${base}?cursor=initial&per_page=1000`]: {
      results: [{ recipient: "a@example.com", source: "Bounce Rule" }],
      links: [{ href: "/api/v1/suppression-list?cursor=2", rel: "next" }],
    },
    [`GET ${base}?cursor=2`]: {
      results: [{ recipient: "b@example.com" }],
      links: [{ href: "//evil.example", rel: "next" }],
    },
    [`PUT ${base}`]: {},
  });
  const list = sparkpostSuppressions({ apiKey: "key" }, fetcher);
  expect((await all(list)).map(({ email }) => email)).toEqual(["a@example.com", "b@example.com"]);
  await list.add(["c@example.com"]);
  expect(seen.at(-1)?.body).toMatchObject({ recipients: [{ recipient: "c@example.com", type: "non_transactional" }] });
  expect(seen).toHaveLength(3);
});

test("Mailjet: excludes contacts, and makes them known first", async () => {
  const base = "https://api.mailjet.com/v3/REST/contact";
  const { fetcher, calls } = peer({
    [`GET ${base}?IsExcludedFromCampaigns=true&Limit=1000&Offset=0`]: { Data: [{ Email: "a@example.com" }] },
    [`PUT ${base}/a%40example.com`]: { Data: [] },
    [`POST ${base}`]: { Data: [] },
  });
  const list = mailjetSuppressions({ apiKey: "key", apiSecret: "secret" }, fetcher);
  expect(await all(list)).toEqual([{ email: "a@example.com", reason: "excluded" }]);
  await list.add(["a@example.com", "new@example.com"]);
  expect(calls().slice(1)).toEqual([`PUT ${base}/a%40example.com`, `PUT ${base}/new%40example.com`, `POST ${base}`]);
});

test("Brevo: blocked contacts", async () => {
  const base = "https://api.brevo.com/v3";
  const contacts = [{ email: "a@example.com", reason: { code: "hardBounce" }, blockedAt: "2026-11-01" }];
  const { fetcher, seen, calls } = peer({
    [`GET ${base}/smtp/blockedContacts?limit=100&offset=0`]: { contacts, count: 1 },
    [`POST ${base}/contacts`]: { id: 1 },
  });
  const list = brevoSuppressions({ apiKey: "xkeysib" }, fetcher);
  expect(await all(list)).toEqual([{ email: "a@example.com", reason: "hardBounce" }]);
  await list.add(["b@example.com"]);
  expect(seen.at(-1)?.body).toEqual({ email: "b@example.com", emailBlacklisted: true, updateEnabled: true });
  await list.remove("a@example.com");
  expect(calls().slice(-2)).toEqual([
    `DELETE ${base}/smtp/blockedContacts/a%40example.com`,
    `PUT ${base}/contacts/a%40example.com`,
  ]);
});

describe("a provider's API", () => {
  const answering = (...statuses: number[]): OutgoingFetch & { count: () => number } => {
    let calls = 0;
    const fetcher = async () => {
      const status = statuses[Math.min(calls, statuses.length - 1)]!;
      calls += 1;
      return new Response(status === 200 ? "{}" : "", { status, headers: { "retry-after": "0" } });
    };
    return Object.assign(fetcher, { count: () => calls });
  };

  test("is asked again when it says so, and its refusals are told in words", async () => {
    const busy = answering(429, 503, 200);
    expect(await callApi(busy, "https://api.example.com/", { headers: {} })).toEqual({});
    expect(busy.count()).toBe(3);
    await expect(callApi(answering(429), "https://api.example.com/", { headers: {} })).rejects.toThrow(
      "too many requests",
    );
    await expect(callApi(answering(401), "https://api.example.com/", { headers: {} })).rejects.toThrow(
      "the key is wrong",
    );
    expect(await callApi(answering(404), "https://api.example.com/", { headers: {} })).toBeNull();
  });

  test("says what is missing before it is asked", async () => {
    for (const name of providerNames) {
      const open = async () => providers[name].openSuppressions({});
      await expect(open(), name).rejects.toThrow(/is missing\.$/);
    }
  });
});
