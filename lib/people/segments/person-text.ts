import { domainToAscii, isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import { Prisma } from "@/lib/base/db/generated/client";
import { foldText } from "@/lib/base/text/fold-text.shared";
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
  const wanted = asStored(rule.field, rule.value);
  return indexed(rule) ?? inLowerCase(rule, wanted) ?? textCondition(COLUMNS[rule.field], rule.op, wanted);
}

/**
 * A part of an address, which is stored in lower case: where it is ASCII, as nearly all are, there is nothing to fold. That takes a third of
 * the time.
 */
function inLowerCase({ field, op }: Rule, wanted: string): Prisma.Sql | null {
  if ((field !== "email" && field !== "email_domain") || (op !== "contains" && op !== "begins_with")) return null;
  const column = COLUMNS[field];
  const part = foldText(wanted.trim()).replace(/[\\%_]/g, "\\$&");
  const found = sql`${column} like ${op === "contains" ? `%${part}%` : `${part}%`}`;
  if (field === "email_domain") return found;
  return sql`(${found} or (octet_length(${column}) <> length(${column}) and ${textCondition(column, op, wanted)}))`;
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
