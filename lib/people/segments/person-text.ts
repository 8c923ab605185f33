import { domainToAscii, isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import { Prisma } from "@/lib/base/db/generated/client";
import { isSharedDomain, ownDomain } from "./own-domain";
import type { SegmentCondition } from "./schema";
import { textCondition } from "./text-condition";

const { sql } = Prisma;

type Rule = Extract<SegmentCondition, { kind: "text" }>;

const COLUMNS = {
  email: sql`contact.email_normalized`,
  email_domain: sql`contact.email_domain`,
  first_name: sql`contact.first_name`,
  last_name: sql`contact.last_name`,
  language: sql`contact.language`,
  time_zone: sql`contact.time_zone`,
  external_id: sql`contact.external_id`,
} satisfies Record<Rule["field"], Prisma.Sql>;

/** The SQL condition on `contact` for a text that everybody can have; true or false, never null. */
export function personText(rule: Rule): Prisma.Sql {
  return indexed(rule) ?? textCondition(COLUMNS[rule.field], rule.op, asStored(rule.field, rule.value));
}

/**
 * A whole address or domain, as the index has it: both are stored in lower case, and a domain is never anything but ASCII. Domains that few
 * share have an index of their own (`contact_own_domain`); the planner takes it where the condition names those that it leaves out.
 */
function indexed({ field, op, value }: Rule): Prisma.Sql | null {
  if (op !== "is") return null;
  if (field === "email_domain") {
    const domain = domainToAscii(value.trim());
    if (!domain) return null;
    const found = sql`contact.email_domain = ${domain}`;
    return isSharedDomain(domain) ? found : sql`(${found} and ${ownDomain})`;
  }
  const address = field === "email" ? parseEmailAddress(value) : null;
  return address && isEmailAddress(address) ? sql`contact.email_normalized = ${address.normalized}` : null;
}

/** Addresses and domains are kept with A-labels: müller.de is looked for as xn--mller-kva.de. */
function asStored(field: Rule["field"], value: string): string {
  if (field === "email_domain") return domainToAscii(value.trim()) ?? value;
  if (field !== "email") return value;
  const address = parseEmailAddress(value);
  return isEmailAddress(address) ? address.normalized : value;
}
