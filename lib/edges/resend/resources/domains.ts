import { z } from "zod";
import { timeOfId } from "@/lib/base/db/ids";
import { defineResend } from "@/lib/edges/resend/resend-operation";
import { ResendProblem } from "@/lib/edges/resend/resend-problem";
import { byId, newestFirst, outId, PageQuery, pageAmong } from "@/lib/edges/resend/shapes";
import { createDomain } from "@/lib/sending/domains/create-domain";
import { deleteDomain } from "@/lib/sending/domains/delete-domain";
import { type DomainView, findDomains, getDomainView } from "@/lib/sending/domains/queries";
import type { DomainStatus } from "@/lib/sending/domains/schema";
import { verifyDomain } from "@/lib/sending/domains/verify-domain";

const noun = "Domain";
const one = { path: "/domains/{id}", noun, params: byId("dom") } as const;
const regions = ["us-east-1", "eu-west-1", "sa-east-1", "ap-northeast-1"] as const;

const NewDomain = z.object({ name: z.string(), region: z.string().nullish() });

const statuses = {
  ...{ pending: "pending", verified: "verified", failing: "failed", local: "verified" },
} as const satisfies Readonly<Record<DomainStatus, string>>;

type DomainRecord = DomainView["records"][number];

/** What the record is for in Resend's words; null for those that it does not know. */
function recordName({ purpose }: DomainRecord): string | null {
  if (purpose.startsWith("dkim:")) return "DKIM";
  if (purpose === "tracking") return "Tracking";
  return purpose === "spf" || purpose === "return_path" ? "SPF" : null;
}

function recordStatus({ status }: DomainRecord): string {
  if (status === null) return "not_started";
  if (status === "ok") return "verified";
  return status === "unknown" ? "temporary_failure" : "pending";
}

function presentRecord(record: DomainRecord) {
  const name = recordName(record);
  if (name === null || record.value === null) return [];
  const [, priority, host] = (record.type === "MX" && /^(\d+) (.+)$/.exec(record.value)) || [];
  return [
    {
      ...{ record: name, name: record.host, type: record.type, ttl: "Auto", status: recordStatus(record) },
      value: host ?? record.value,
      ...(priority !== undefined && { priority: Number(priority) }),
    },
  ];
}

function shortForm(domain: DomainView) {
  const id = outId("dom", domain.id);
  return {
    ...{ id, name: domain.name, created_at: timeOfId(id).toISOString(), region: regions[0] },
    status: domain.status === "pending" && domain.checkedAt === null ? "not_started" : statuses[domain.status],
    capabilities: { sending: "enabled", receiving: "disabled" },
    // Whether links are tracked is said of each mail and campaign, not of a domain.
    ...{ open_tracking: false, click_tracking: false },
  };
}

const wholeForm = (domain: DomainView) => ({
  ...shortForm(domain),
  tracking_subdomain: null,
  records: domain.records.flatMap(presentRecord),
});

/**
 * Whoever publishes the keys of a domain has it, wherever it was before: a claim is a domain that waits for that, and is there as soon as it is added.
 */
function presentClaim(domain: DomainView) {
  const { id, created_at, region } = shortForm(domain);
  const key = domain.records.find(({ purpose }) => purpose.startsWith("dkim:"));
  return {
    ...{ object: "domain_claim", id, name: domain.name, domain_id: id, region, created_at, expires_at: null },
    status: statuses[domain.status] === "verified" ? "completed" : "pending",
    record: key && { type: key.type, name: key.host, value: key.value, ttl: "Auto" },
    ...{ blocked_reason: null, failure_reason: null },
  };
}

export const resendDomainOperations = [
  defineResend({
    id: "resend.domains.create",
    method: "POST",
    path: "/domains",
    noun,
    scopes: ["sending.write"],
    status: 201,
    body: NewDomain,
    example: { name: "news.example.com" },
    run: async (ctx, { body: { name, region } }) => {
      if (region && !(regions as readonly string[]).includes(region)) {
        const text = `Region must be one of ${regions.join(", ")}. It is not used here: mail leaves from this installation.`;
        throw new ResendProblem(422, "invalid_region", text);
      }
      const { id } = await createDomain(ctx, { name });
      return { ...wholeForm(await getDomainView(ctx, id)), ...(region && { region }) };
    },
  }),
  defineResend({
    id: "resend.domains.list",
    method: "GET",
    path: "/domains",
    noun,
    scopes: ["sending.read"],
    query: PageQuery,
    run: async (ctx, { query }) => pageAmong(newestFirst((await findDomains(ctx)).map(shortForm)), query),
  }),
  defineResend({
    ...one,
    id: "resend.domains.get",
    method: "GET",
    scopes: ["sending.read"],
    run: async (ctx, { params }) => ({ object: "domain", ...wholeForm(await getDomainView(ctx, params.id)) }),
  }),
  defineResend({
    ...one,
    id: "resend.domains.update",
    method: "PATCH",
    scopes: ["sending.write"],
    body: z.object({}),
    example: { click_tracking: false },
    run: async (ctx, { params }) => {
      await getDomainView(ctx, params.id);
      return { object: "domain", id: params.id };
    },
  }),
  defineResend({
    ...one,
    id: "resend.domains.remove",
    method: "DELETE",
    scopes: ["sending.write"],
    run: async (ctx, { params }) => {
      await deleteDomain(ctx, { domainId: params.id });
      return { object: "domain", id: params.id, deleted: true };
    },
  }),
  defineResend({
    id: "resend.domains.claims.create",
    method: "POST",
    path: "/domains/claim",
    noun,
    scopes: ["sending.write"],
    status: 201,
    body: NewDomain,
    example: { name: "letters.example.com" },
    run: async (ctx, { body }) =>
      presentClaim(await getDomainView(ctx, (await createDomain(ctx, { name: body.name })).id)),
  }),
  defineResend({
    ...one,
    id: "resend.domains.claims.get",
    method: "GET",
    path: "/domains/{id}/claim",
    scopes: ["sending.read"],
    run: async (ctx, { params }) => presentClaim(await getDomainView(ctx, params.id)),
  }),
  defineResend({
    ...one,
    id: "resend.domains.claims.verify",
    method: "POST",
    path: "/domains/{id}/claim/verify",
    scopes: ["sending.write"],
    overNetwork: true,
    run: async (ctx, { params }) => {
      await verifyDomain(ctx, { domainId: params.id });
      return presentClaim(await getDomainView(ctx, params.id));
    },
  }),
  defineResend({
    ...one,
    id: "resend.domains.verify",
    method: "POST",
    path: "/domains/{id}/verify",
    scopes: ["sending.write"],
    overNetwork: true,
    run: async (ctx, { params }) => {
      await verifyDomain(ctx, { domainId: params.id });
      return { object: "domain", id: params.id };
    },
  }),
];
