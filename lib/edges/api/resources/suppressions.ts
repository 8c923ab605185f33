import { z } from "zod";
import { defineOperation } from "@/lib/edges/api/operation";
import { addSuppressions } from "@/lib/people/suppressions/add-suppressions";
import { explainAddress } from "@/lib/people/suppressions/explain-address";
import { findSuppressions } from "@/lib/people/suppressions/find-suppressions";
import { liftSuppressions } from "@/lib/people/suppressions/lift-suppressions";
import { readmitAddress } from "@/lib/people/suppressions/readmit-address";
import { suppressionReasons } from "@/lib/people/suppressions/reasons.shared";
import {
  AddSuppressions,
  LiftSuppressions,
  MAX_BY_HAND,
  ReadmitAddress,
  SuppressionFilters,
} from "@/lib/people/suppressions/schema";
import { asPage, Email, pageOf, pageQuery, Time } from "./shapes";

const group = "Suppressions";

const Suppression = z
  .object({
    id: z.string(),
    email: z.string(),
    reason: z.enum(suppressionReasons),
    note: z.string(),
    createdAt: Time,
    expiresAt: Time.nullable(),
    expired: z.boolean(),
    messageId: z.string().nullable().meta({ description: "The message that caused it." }),
    contactId: z.string().nullable(),
  })
  .meta({ id: "Suppression" });

const list = defineOperation({
  id: "listSuppressions",
  method: "GET",
  path: "/suppressions",
  group,
  summary: "List addresses that must not be mailed",
  description:
    "Newest first, or by address with `query`, which is the beginning of an address or of a domain (`@exam`).",
  scope: "suppressions.read",
  query: z.strictObject({
    query: z.string().trim().max(320).default(""),
    reason: z.enum(suppressionReasons).optional(),
    expired: z.enum(["yes"]).optional().meta({ description: "Also those that have run out." }),
    ...pageQuery,
  }),
  answer: pageOf(Suppression),
  run: async (ctx, { query: { limit, ...filters } }) => {
    const { items, nextCursor } = await findSuppressions(ctx, SuppressionFilters.parse(filters), limit);
    return asPage(items, nextCursor);
  },
});

const add = defineOperation({
  id: "addSuppressions",
  method: "POST",
  path: "/suppressions",
  group,
  summary: `Suppress up to ${MAX_BY_HAND} addresses`,
  description:
    "Nothing is sent to them from then on. What is no address is told and left out; one that is suppressed stays as it is.",
  scope: "suppressions.write",
  body: z.strictObject({ emails: z.array(Email).min(1).max(MAX_BY_HAND), note: AddSuppressions.shape.note }),
  example: { emails: ["ada@example.com"], note: "Asked by phone" },
  answer: z.object({
    read: z.number().int(),
    added: z.number().int(),
    known: z.number().int().meta({ description: "Suppressed before, or twice in this call." }),
    refused: z.number().int(),
    refusals: z.array(z.object({ line: z.number().int(), value: z.string(), reason: z.string() })),
  }),
  run: (ctx, { body: { emails, note } }) => addSuppressions(ctx, { addresses: emails.join("\n"), note }),
});

const lift = defineOperation({
  id: "liftSuppressions",
  method: "POST",
  path: "/suppressions/lifting",
  group,
  summary: "Allow mail to addresses again",
  description:
    "Says why. Where somebody complained or unsubscribed, `ground` has to say what allows it all the same. Subscriptions stay as they are.",
  scope: "suppressions.write",
  body: z.strictObject(LiftSuppressions.shape),
  example: { suppression_ids: ["sup_1CYQ3p4p2zGq5n3Zt8mXwD"], note: "The mailbox is back" },
  answer: z.object({ lifted: z.number().int() }),
  run: (ctx, { body }) => liftSuppressions(ctx, body),
});

const readmit = defineOperation({
  id: "readmitAddress",
  method: "POST",
  path: "/suppressions/readmission",
  group,
  summary: "Let the address of an erased person come back",
  description:
    "Calls and imports leave out people who were erased: of them only a keyed hash of the address is kept. Where one signed up again themselves, this lets the address be added; it adds and subscribes nobody.",
  scope: "suppressions.write",
  body: z.strictObject({ email: Email, note: ReadmitAddress.shape.note }),
  example: { email: "ada@example.com", note: "Signed up again at the counter" },
  answer: z.object({ readmitted: z.literal(true) }),
  run: async (ctx, { body }) => {
    await readmitAddress(ctx, body);
    return { readmitted: true as const };
  },
});

const Episode = z.object({
  reason: z.enum(suppressionReasons),
  note: z.string(),
  from: Time,
  until: Time.nullable(),
  ending: z.string().nullable(),
  endedBy: z.string(),
  endedNote: z.string(),
  messageId: z.string().nullable(),
});

const explain = defineOperation({
  id: "explainAddress",
  method: "GET",
  path: "/suppressions/{email}",
  group,
  summary: "Why an address gets no mail",
  description: "The suppression that holds now, those before it, and the lists that the person is confirmed on.",
  scope: "suppressions.read",
  params: z.strictObject({ email: Email }),
  answer: z.object({
    email: z.string(),
    contactId: z.string().nullable(),
    blocked: z.boolean(),
    current: Episode.extend({ id: z.string(), expiresAt: Time.nullable() }).nullable(),
    installation: z.object({ reason: z.enum(suppressionReasons), since: Time }).nullable(),
    history: z.array(Episode),
    erasedAt: Time.nullable().meta({ description: "When its person was erased; see `readmitAddress`." }),
    confirmedLists: z.array(z.string()),
  }),
  run: (ctx, { params }) => explainAddress(ctx, params),
});

export const suppressionOperations = [list, add, lift, readmit, explain];
