import { plainName } from "@/lib/base/csv/column-names";
import type { StandingPlace } from "./standing";

/** "keep": a field of its own, though the name alone would be left out. */
export type KnownPlace = StandingPlace | "tags" | "fullName" | "ignore" | "keep";

interface ExportKind {
  /** What people call the product. */
  product: string;
  /** Columns that together only its exports have, each in small letters and digits; the first set that is all there counts. */
  signatures: readonly (readonly string[])[];
  /** What becomes of columns whose names alone say something else, or nothing. */
  places: Readonly<Record<string, KnownPlace>>;
}

/**
 * Exports of contacts as the products write them (November 2026), as far as their columns mean more than their names say. Mailchimp says who
 * left by giving them files of their own, with the time in a column of its own.
 */
const KINDS: readonly ExportKind[] = [
  {
    product: "Mailchimp",
    signatures: [
      ["leid", "euid"],
      ["emailaddress", "memberrating"],
    ],
    places: {
      optintime: "keep",
      confirmtime: "keep",
      unsubtime: "left",
      cleantime: "bounced",
      unsubcampaignid: "ignore",
      cleancampaignid: "ignore",
    },
  },
  {
    product: "Klaviyo",
    signatures: [["klaviyoid"], ["emailmarketingconsent", "emailsuppressions"]],
    places: {
      klaviyoid: "ignore",
      emailmarketingconsent: "agreed",
      emailmarketingconsenttimestamp: "keep",
      emailsuppressions: "left",
    },
  },
  {
    product: "HubSpot",
    signatures: [
      ["recordid", "createdate"],
      ["recordid", "contactowner"],
      ["recordid", "lifecyclestage"],
    ],
    places: { recordid: "ignore", unsubscribedfromallemail: "left", emailhardbouncereason: "bounced" },
  },
  {
    product: "Shopify",
    signatures: [["acceptsemailmarketing"], ["acceptsmarketing", "totalspent"]],
    places: { customerid: "ignore", acceptsemailmarketing: "agreed", acceptsmarketing: "agreed" },
  },
  {
    product: "SendGrid",
    signatures: [
      ["alternateemails", "uniquename"],
      ["stateprovinceregion", "addressline1", "postalcode"],
    ],
    places: { createdat: "keep", contactid: "ignore" },
  },
  {
    product: "Brevo",
    signatures: [["emailblacklisted"], ["addedtime", "modifiedtime"]],
    places: { emailblacklisted: "left", blacklisted: "left", addedtime: "keep", doubleoptin: "keep" },
  },
  {
    product: "listmonk",
    signatures: [
      ["uuid", "email", "status", "attributes"],
      ["uuid", "email", "status", "attribs"],
    ],
    places: { status: "status", uuid: "ignore", name: "fullName", createdat: "keep" },
  },
  {
    product: "ActiveCampaign",
    signatures: [["datecreated", "ip", "status"]],
    places: { status: "status" },
  },
  {
    product: "Kit",
    signatures: [
      ["emailaddress", "state", "createdat"],
      ["subscriberid", "state", "createdat"],
    ],
    places: { state: "status", createdat: "keep" },
  },
  {
    product: "beehiiv",
    signatures: [["email", "status", "subscriptiontier"]],
    places: { status: "status", createdat: "keep" },
  },
  {
    product: "Substack",
    signatures: [["activesubscription", "emaildisabled"]],
    places: { emaildisabled: "left", createdat: "keep" },
  },
  {
    product: "Ghost",
    signatures: [
      ["email", "subscribedtoemails"],
      ["email", "complimentaryplan"],
    ],
    places: { subscribedtoemails: "agreed", createdat: "keep" },
  },
  {
    product: "MailerLite",
    signatures: [
      ["subscriber", "subscribed", "opens"],
      ["email", "optinip", "unsubscribed"],
    ],
    places: { subscribed: "keep", unsubscribed: "left" },
  },
];

export interface KnownExport {
  product: string;
  /** Null where the name of the column is all there is to know. */
  placeOf(name: string): KnownPlace | null;
}

/** The product whose export has these columns; null for all others. */
export function knownExport(header: readonly string[]): KnownExport | null {
  const names = new Set(header.map(plainName));
  const kind = KINDS.find(({ signatures }) => signatures.some((wanted) => wanted.every((name) => names.has(name))));
  if (!kind) return null;
  const places = new Map(Object.entries(kind.places));
  return { product: kind.product, placeOf: (name) => places.get(plainName(name)) ?? null };
}
