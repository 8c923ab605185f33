import { expect, test } from "vitest";
import { systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { lookUpDomains, type MxResolver } from "./look-up-domains";
import { forgetProviders, providerOfDomain, providersLoaded } from "./provider-of";

const exchangers: Record<string, string[]> = {
  "acme.shop": ["alt1.aspmx.l.google.com", "aspmx.l.google.com"],
  "firm.shop": ["firm-shop.mail.protection.outlook.com"],
  "own.shop": ["mx.own.shop"],
  "null.shop": [""],
};

const resolver: MxResolver = {
  resolveMx: async (host) => {
    const found = exchangers[host];
    if (!found) throw Object.assign(new Error("no answer"), { code: "ETIMEOUT" });
    return found.map((exchange, priority) => ({ exchange, priority }));
  },
};

test("a new domain is anybody's until its exchangers are looked up, and then known everywhere", async () => {
  const ctx = systemCtx("", "test");
  const domains = [...Object.keys(exchangers), "silent.shop"];
  expect(domains.map(providerOfDomain)).toEqual(domains.map(() => "other"));
  expect(providerOfDomain("gmail.com")).toBe("gmail");
  expect(providerOfDomain("inbox.test")).toBe("other");
  await providersLoaded();
  const waiting = await prisma.recipientDomain.findMany({ orderBy: { domain: "asc" } });
  expect(waiting.map(({ domain }) => domain)).toEqual(domains.sort());

  expect(await lookUpDomains(ctx, resolver)).toBe(5);
  expect(await lookUpDomains(ctx, resolver)).toBe(0);
  const rows = await prisma.recipientDomain.findMany({ orderBy: { domain: "asc" } });
  expect(rows.map(({ domain, provider, mx }) => [domain, provider, mx.length])).toEqual([
    ["acme.shop", "gmail", 2],
    ["firm.shop", "microsoft365", 1],
    ["null.shop", "other", 1],
    ["own.shop", "other", 1],
    ["silent.shop", "other", 0],
  ]);

  forgetProviders();
  for (const { domain } of rows) providerOfDomain(domain);
  await providersLoaded();
  expect(rows.map(({ domain }) => providerOfDomain(domain))).toEqual([
    "gmail",
    "microsoft365",
    "other",
    "other",
    "other",
  ]);
  expect(await prisma.recipientDomain.count({ where: { checkedAt: new Date(0) } })).toBe(0);
});

test("silence is asked about again after an hour, an answer is kept for a month", async () => {
  const old = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  await prisma.recipientDomain.createMany({
    data: [
      { domain: "quiet.shop", provider: "other", mx: [], checkedAt: old(2) },
      { domain: "kept.shop", provider: "gmail", mx: ["aspmx.l.google.com"], checkedAt: old(29 * 24) },
    ],
  });
  forgetProviders();
  for (const domain of ["quiet.shop", "kept.shop"]) providerOfDomain(domain);
  await providersLoaded();
  expect(providerOfDomain("kept.shop")).toBe("gmail");
  const waiting = await prisma.recipientDomain.findMany({ where: { checkedAt: new Date(0) } });
  expect(waiting.map(({ domain }) => domain)).toEqual(["quiet.shop"]);
});
