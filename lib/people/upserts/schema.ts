import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { plainText } from "@/lib/base/text/plain-text.shared";
import { subscriptionStatuses } from "@/lib/people/addresses/subscription-status.shared";
import { contactDetails, ExternalId, TagName } from "@/lib/people/contacts/schema";

/** Contacts in one call. */
export const MAX_UPSERTS = 1_000;

/** What proves that a person agreed to be on a list. */
export const ConsentGiven = z.strictObject({
  wording: plainText()
    .trim()
    .min(1, "Say where and how this person agreed.")
    .max(1000, "Use at most 1000 characters for the consent.")
    .meta({
      description: "Where the person agreed, and to which words.",
      example: "Box on the checkout page: “Send me offers”",
    }),
  ip: z.union([z.ipv4(), z.ipv6()]).optional().meta({ description: "From which address." }),
  userAgent: plainText().max(1000).optional().meta({ description: "With which browser." }),
  at: z.iso.datetime({ offset: true }).optional().meta({ description: "When; now if not given." }),
  evidence: z
    .record(plainText().min(1).max(60), z.union([plainText().max(500), z.number(), z.boolean(), z.null()]))
    .refine((values) => Object.keys(values).length <= 20, "Give at most 20 values.")
    .optional()
    .meta({ description: "Whatever else proves it: the number of a form, of an order." }),
});
export type ConsentGiven = z.output<typeof ConsentGiven>;

const tags = z.array(TagName).max(50, "Use at most 50 tags.").default([]);

/** One person as another program knows them: found by `externalId`, else by address; made when nobody is found. */
export const UpsertContact = z
  .strictObject({
    externalId: ExternalId.optional(),
    email: z.string().max(1000).optional().meta({ example: "ada@example.com" }),
    ...contactDetails,
    tags: tags.meta({ description: "Names of tags that are added; missing ones are made." }),
    removeTags: tags.meta({ description: "Names of tags that are taken away." }),
    lists: z
      .array(
        z.strictObject({
          listId: idOf("lst"),
          status: z.enum(subscriptionStatuses).exclude(["unsubscribed"]).default("confirmed"),
        }),
      )
      .max(50, "Name at most 50 lists.")
      .default([])
      .meta({ description: "Lists that the person is put on. Who has unsubscribed stays so." }),
    consent: ConsentGiven.optional().meta({ description: "Has to be given with `lists`." }),
    resubscribe: z.boolean().default(false).meta({
      description: "Puts somebody back on a list that they left, as they just asked for it themselves. Not in bulk.",
    }),
  })
  .refine(({ externalId, email }) => externalId !== undefined || email !== undefined, {
    error: "Give the address, or the id by which your program knows the person.",
    path: ["email"],
  })
  .refine(({ lists, consent }) => lists.length === 0 || consent !== undefined, {
    error: "Say where and how this person agreed.",
    path: ["consent"],
  });
export type UpsertContact = z.input<typeof UpsertContact>;

export const upsertActions = ["created", "updated", "unchanged", "failed"] as const;
export type UpsertAction = (typeof upsertActions)[number];

/** Why one of several contacts was left out. */
export interface UpsertFailure {
  code: "invalid" | "conflict";
  message: string;
  /** Field to what is wrong with it. */
  fields: Record<string, string>;
}

/** What became of one of several; `index` counts from 0 in the order given. */
export interface UpsertResult {
  index: number;
  /** Public id; null where it failed. */
  id: string | null;
  action: UpsertAction;
  error: UpsertFailure | null;
}
