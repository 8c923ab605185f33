import { z } from "zod";
import { defineOperation, PdfFile } from "@/lib/edges/api/operation";
import { subscriptionStatuses } from "@/lib/people/addresses/subscription-status.shared";
import { consentFile } from "@/lib/people/consent/consent-file";
import { consentProof } from "@/lib/people/consent/consent-proof";
import { contactIdOf } from "@/lib/people/contacts/contact-id";
import { ContactParam } from "./contacts";
import { Time } from "./shapes";

const group = "Subscriptions";
const status = z.enum(subscriptionStatuses).nullable();

const ConsentEntry = z
  .object({
    id: z.string(),
    occurredAt: Time,
    kind: z.enum(["opt_in", "confirm", "opt_out"]),
    purpose: z.string().meta({ description: "`list`, `topic`, or `marketing`: all of it." }),
    listId: z.string().nullable(),
    listName: z.string().nullable(),
    method: z.string().meta({ description: "Such as `form`, `api`, `import`, `one_click`." }),
    source: z.string().meta({ description: "What brought it: a file, a key, a member, the recipient." }),
    status: status.meta({ description: "The subscription from then on; null where none changed." }),
    wording: z.object({ version: z.string().nullable(), text: z.string() }).nullable().meta({
      description: "The words that they agreed to, or that say where they did. The same words have the same version.",
    }),
    ip: z.string().nullable(),
    userAgent: z.string().nullable(),
    evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: "ConsentEntry" });

const proof = defineOperation({
  id: "getConsent",
  method: "GET",
  path: "/contacts/{contact}/consent",
  group,
  summary: "Prove what a contact agreed to",
  description:
    "The consent ledger of one person, the oldest entry first and 1,000 at most, and what follows from it for each list. Who took it stands in the audit log.",
  scope: "contacts.export",
  also: ["contacts.read"],
  heavy: true,
  params: ContactParam,
  answer: z.object({
    workspace: z.object({ name: z.string(), postalAddress: z.string() }),
    generatedAt: Time,
    contact: z.object({
      id: z.string(),
      externalId: z.string().nullable(),
      email: z.string(),
      firstName: z.string().nullable(),
      lastName: z.string().nullable(),
      language: z.string().nullable(),
      source: z.string(),
      createdAt: Time,
    }),
    suppression: z.object({ reason: z.string(), createdAt: Time }).nullable(),
    subscriptions: z.array(
      z.object({
        listId: z.string(),
        name: z.string(),
        status: z.enum(subscriptionStatuses),
        since: Time,
        reason: z.string().nullable(),
        ledger: status.meta({ description: "What the entries alone say; null for lists of before the ledger." }),
      }),
    ),
    ledger: z.array(ConsentEntry),
    more: z.boolean().meta({ description: "There are more than 1,000 entries." }),
  }),
  run: async (ctx, { params }) => consentProof(ctx, { contactId: await contactIdOf(ctx, params.contact) }),
});

const pdf = defineOperation({
  id: "getConsentPdf",
  method: "GET",
  path: "/contacts/{contact}/consent/pdf",
  group,
  summary: "The same as a document",
  description: "A PDF for the person or an authority.",
  scope: "contacts.export",
  also: ["contacts.read"],
  notes: "export.consent",
  heavy: true,
  params: ContactParam,
  answer: PdfFile,
  run: async (ctx, { params }) =>
    consentFile(ctx, { contactId: await contactIdOf(ctx, params.contact), format: "pdf" }),
});

export const consentOperations = [proof, pdf];
