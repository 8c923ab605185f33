import { z } from "zod";
import { defineOperation } from "@/lib/edges/api/operation";
import { createDomain } from "@/lib/sending/domains/create-domain";
import { findDomains, getDomainView } from "@/lib/sending/domains/queries";
import { CreateDomain, domainStatuses } from "@/lib/sending/domains/schema";
import { verifyDomain } from "@/lib/sending/domains/verify-domain";
import { findSenders } from "@/lib/sending/transports/queries";
import { asPage, idParam, pageOf, Time } from "./shapes";

const group = "Domains and senders";
const DomainParam = z.strictObject({ domainId: idParam("dom") });

const Record = z.object({
  purpose: z.string(),
  label: z.string(),
  type: z.enum(["TXT", "CNAME", "MX"]),
  host: z.string(),
  value: z.string().nullable().meta({
    description: "Null while the installation has no public host to point to: nothing is to be published yet.",
  }),
  required: z.boolean().meta({ description: "False when mail is sent without it too." }),
  status: z
    .enum(["ok", "missing", "wrong", "unknown"])
    .nullable()
    .meta({ description: "Null before the first check." }),
  found: z.array(z.string()),
  problem: z.string().nullable().meta({ description: "What is wrong and what to do, in words." }),
});

const Domain = z
  .object({
    id: z.string(),
    name: z.string(),
    shownName: z.string().meta({ description: "As people write it, where it is international." }),
    status: z
      .enum(domainStatuses)
      .meta({ description: "Mail leaves when it is `verified`; `local` is for the embedded mailbox." }),
    checkedAt: Time.nullable(),
    senderCount: z.number().int(),
    heldElsewhere: z.boolean().meta({ description: "Another workspace of the installation has verified the name." }),
    records: z.array(Record).meta({ description: "What to publish, and what the last check found." }),
  })
  .meta({ id: "Domain" });

const list = defineOperation({
  id: "listDomains",
  method: "GET",
  path: "/domains",
  group,
  summary: "List the sending domains",
  description: "Each with its records, all on one page.",
  scope: "sending.read",
  answer: pageOf(Domain),
  run: async (ctx) => asPage(await findDomains(ctx), null),
});

const create = defineOperation({
  id: "createDomain",
  method: "POST",
  path: "/domains",
  group,
  summary: "Add a sending domain",
  description: "With DKIM keys of its own. Publish its `records`, then verify it.",
  scope: "sending.write",
  status: 201,
  body: z.strictObject(CreateDomain.shape),
  example: { name: "news.example.com" },
  answer: Domain,
  run: async (ctx, { body }) => getDomainView(ctx, (await createDomain(ctx, body)).id),
});

const get = defineOperation({
  id: "getDomain",
  method: "GET",
  path: "/domains/{domain_id}",
  group,
  summary: "Get a sending domain",
  scope: "sending.read",
  params: DomainParam,
  answer: Domain,
  run: (ctx, { params }) => getDomainView(ctx, params.domainId),
});

const verify = defineOperation({
  id: "verifyDomain",
  method: "PUT",
  path: "/domains/{domain_id}/verification",
  group,
  summary: "Check the records of a domain now",
  description: "Each record of the answer says what was found. A look-up that got no answer changes nothing.",
  scope: "sending.write",
  overNetwork: true,
  params: DomainParam,
  answer: Domain,
  run: async (ctx, { params }) => {
    await verifyDomain(ctx, params);
    return getDomainView(ctx, params.domainId);
  },
});

const senders = defineOperation({
  id: "listSenders",
  method: "GET",
  path: "/senders",
  group,
  summary: "List the senders",
  description: "The default one first, all on one page. A campaign names one as `sender_id`.",
  scope: "sending.read",
  answer: pageOf(
    z
      .object({
        id: z.string(),
        name: z.string(),
        email: z.string(),
        replyTo: z.string().nullable(),
        isDefault: z.boolean(),
        domainName: z.string(),
        domainStatus: z.enum(domainStatuses),
      })
      .meta({ id: "Sender" }),
  ),
  run: async (ctx) => asPage(await findSenders(ctx), null),
});

export const domainOperations = [list, create, get, verify, senders];
